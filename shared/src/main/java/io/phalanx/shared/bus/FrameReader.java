package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.FrameCodec;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/// Takes the message out of a Chronicle document, through a buffer that grows with the largest.
final class FrameReader {
  private final UnsafeBuffer frame = new UnsafeBuffer(new byte[0]);
  private byte[] bytes = new byte[1 << 10];

  /// @throws io.phalanx.shared.protocol.ProtocolException if the document is no message
  Envelope read(DocumentContext document) {
    Bytes<?> in = document.wire().bytes();
    int length = (int) Math.min(in.readRemaining(), FrameCodec.FRAME_LENGTH_MAX + 1L);
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    in.read(bytes, 0, length);
    frame.wrap(bytes, 0, length);
    return FrameCodec.decode(frame, 0, length);
  }
}
