package io.phalanx.shared.protocol;

import java.util.List;

/// What is said for the sake of the message bus.
public sealed interface BusTalk extends Message {
  /// What a client or a worker says to the coordinator in its lane.
  sealed interface Post extends BusTalk {
    /// Take these messages in, at most [#MESSAGES_MAX]. Answered by [Mail.Taken] once they are
    /// written down, or by [Mail.Refused].
    ///
    /// @param waitMs how long to wait for whoever is full, in ms
    record Publish(List<MessageDraft> drafts, long waitMs) implements Post {
      /// Most messages of one post.
      public static final int MESSAGES_MAX = 1024;

      public Publish {
        drafts = List.copyOf(drafts);
        if (drafts.isEmpty() || drafts.size() > MESSAGES_MAX || waitMs < 0) {
          throw new IllegalArgumentException(
              "out of range: messages="
                  + drafts.size()
                  + ", max="
                  + MESSAGES_MAX
                  + ", waitMs="
                  + waitMs);
        }
      }
    }

    /// This worker takes messages from now on.
    record Ready() implements Post {}

    /// This worker is done with these messages.
    record Handled(List<MessageHandling> messages) implements Post {
      public Handled {
        messages = List.copyOf(messages);
      }
    }

    /// Keep what is written down from now on until this client has read it. Answered by
    /// [Mail.Subscribed].
    record Subscribe() implements Post {}

    /// This client has read all up to a message.
    record Read(long id) implements Post {}

    /// This client reads no more.
    record Unsubscribe() implements Post {}

    /// Nothing comes behind this.
    record Leave() implements Post {}
  }

  /// What the coordinator says in a lane.
  sealed interface Mail extends BusTalk {
    /// These messages are written down.
    record Taken(List<Long> ids) implements Mail {
      public Taken {
        ids = List.copyOf(ids);
      }
    }

    /// Not all of the messages were taken in.
    ///
    /// @param ids those that were: the first ones
    /// @param usage true if the message itself is at fault
    /// @param full who had no room, such as `worker-1`; empty if that is not the reason
    /// @param depth what waited there, in messages
    /// @param reason what is wrong and what to try, for people
    record Refused(List<Long> ids, boolean usage, String full, long depth, String reason)
        implements Mail {
      public Refused {
        ids = List.copyOf(ids);
      }
    }

    /// Handle these messages, in this order.
    record Deliver(List<MessageDelivery> messages) implements Mail {
      public Deliver {
        messages = List.copyOf(messages);
      }
    }

    /// The response to a request of this lane.
    record Answer(BusMessage response) implements Mail {}

    /// What is written down from now on is kept.
    ///
    /// @param lastId of the last message before
    /// @param volume of the log in which the next one is
    record Subscribed(long lastId, int volume) implements Mail {}
  }

  /// What is written down in the log of the bus.
  sealed interface Log extends BusTalk {
    /// These messages were taken in.
    record Taken(List<MessageTaken> messages) implements Log {
      public Taken {
        messages = List.copyOf(messages);
      }
    }

    /// These messages need no delivery any more.
    record Handled(List<HandledBy> messages) implements Log {
      public Handled {
        messages = List.copyOf(messages);
      }
    }

    /// What had not been handled when a volume began: all that earlier ones say of deliveries.
    ///
    /// @param lastId of the last message before
    record Left(long lastId, List<MessageLeft> messages) implements Log {
      public Left {
        messages = List.copyOf(messages);
      }
    }
  }

  /// A message and whose copy of it was handled.
  ///
  /// @param target the worker, or [MessageDraft#ANY]
  record HandledBy(long id, int target) {}
}
