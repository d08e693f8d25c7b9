package io.phalanx.shared.protocol;

import io.phalanx.shared.protocol.BusTalk.Log;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import java.util.List;

/// The fields of what is said of messages of the bus, written and read in the same order.
final class BusCodec {
  private BusCodec() {}

  static void encode(BusTalk talk, FieldWriter out) {
    switch (talk) {
      case Post post -> encode(post, out);
      case Mail mail -> encode(mail, out);
      case Log log -> encode(log, out);
    }
  }

  private static void encode(Post post, FieldWriter out) {
    switch (post) {
      case Post.Publish(var drafts, var waitMs) -> {
        out.list(drafts, draft -> encode(draft, out));
        out.i64(waitMs);
      }
      case Post.Handled(var messages) -> out.list(messages, each -> encode(each, out));
      case Post.Read(var id) -> out.i64(id);
      case Post.Ready _, Post.Subscribe _, Post.Unsubscribe _, Post.Leave _ -> {}
    }
  }

  private static void encode(Mail mail, FieldWriter out) {
    switch (mail) {
      case Mail.Taken(var ids) -> out.list(ids, out::i64);
      case Mail.Refused(var ids, var usage, var full, var depth, var reason) -> {
        out.list(ids, out::i64);
        out.bool(usage);
        out.text(full);
        out.i64(depth);
        out.text(reason);
      }
      case Mail.Deliver(var messages) -> out.list(messages, each -> encode(each, out));
      case Mail.Answer(var response) -> encode(response, out);
      case Mail.Subscribed(var lastId, var volume) -> {
        out.i64(lastId);
        out.i32(volume);
      }
    }
  }

  private static void encode(Log log, FieldWriter out) {
    switch (log) {
      case Log.Taken(var messages) -> out.list(messages, each -> encode(each, out));
      case Log.Handled(var messages) ->
          out.list(
              messages,
              each -> {
                out.i64(each.id());
                out.i32(each.target());
              });
      case Log.Left(var lastId, var messages) -> {
        out.i64(lastId);
        out.list(messages, each -> encode(each, out));
      }
    }
  }

  static void encode(BusMessage message, FieldWriter out) {
    out.i64(message.id());
    out.i32(message.type().code());
    out.text(message.sender());
    out.i64(message.correlationId());
    out.i64(message.timestampMs());
    out.text(message.payload());
    out.i32(message.deliveries());
    out.bool(message.failed());
  }

  static BusMessage message(FieldReader in) {
    return new BusMessage(
        in.i64(),
        BusMessage.Type.ofCode(in.i32()),
        in.text(),
        in.i64(),
        in.i64(),
        in.text(),
        in.i32(),
        in.bool());
  }

  static void encode(MessageDraft draft, FieldWriter out) {
    out.i32(draft.type().code());
    out.i64(draft.correlationId());
    out.text(draft.payload());
    out.i32(draft.target());
    encode(draft.jars(), out);
  }

  static MessageDraft draft(FieldReader in) {
    return new MessageDraft(
        BusMessage.Type.ofCode(in.i32()), in.i64(), in.text(), in.i32(), jars(in));
  }

  static void encode(MessageDelivery delivery, FieldWriter out) {
    encode(delivery.message(), out);
    encode(delivery.jars(), out);
  }

  static MessageDelivery delivery(FieldReader in) {
    return new MessageDelivery(message(in), jars(in));
  }

  static void encode(MessageHandling handling, FieldWriter out) {
    out.i64(handling.id());
    out.optional(handling.answer(), out::text);
    out.optional(handling.error(), out::text);
  }

  static MessageHandling handling(FieldReader in) {
    return new MessageHandling(in.i64(), in.optional(in::text), in.optional(in::text));
  }

  static void encode(MessageTaken taken, FieldWriter out) {
    encode(taken.message(), out);
    out.i32(taken.target());
    encode(taken.jars(), out);
  }

  static MessageTaken taken(FieldReader in) {
    return new MessageTaken(message(in), in.i32(), jars(in));
  }

  static void encode(MessageLeft left, FieldWriter out) {
    encode(left.message(), out);
    encode(left.jars(), out);
    out.list(
        left.copies(),
        copy -> {
          out.i32(copy.target());
          out.bool(copy.bound());
          out.i32(copy.deliveries());
        });
  }

  static MessageLeft left(FieldReader in) {
    return new MessageLeft(
        message(in), jars(in), in.list(() -> new MessageLeft.Copy(in.i32(), in.bool(), in.i32())));
  }

  private static void encode(List<KernelJarRef> jars, FieldWriter out) {
    out.list(jars, jar -> PayloadEncoder.encode(jar, out));
  }

  private static List<KernelJarRef> jars(FieldReader in) {
    return in.list(() -> PayloadDecoder.kernelJar(in));
  }
}
