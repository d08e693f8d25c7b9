package io.phalanx.shared.lane;

import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.BusTalk.Mail;
import java.util.List;
import java.util.stream.LongStream;

/// The bus has not taken a message in, or not all of them: somebody who is to get it had no room
/// for as long as the sender was willing to wait.
public final class RefusedException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  private final String full;
  private final long depth;
  private final long[] taken;

  RefusedException(Mail.Refused refused) {
    super(Category.JOB, refused.reason());
    this.full = refused.full();
    this.depth = refused.depth();
    this.taken = refused.ids().stream().mapToLong(Long::longValue).toArray();
  }

  /// Who had no room, such as `worker-1`; empty if that was not the reason.
  public String full() {
    return full;
  }

  /// How many messages waited there.
  public long depth() {
    return depth;
  }

  /// The ids of those messages that were taken in all the same: the first ones.
  public List<Long> taken() {
    return LongStream.of(taken).boxed().toList();
  }
}
