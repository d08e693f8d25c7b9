package io.phalanx.shared.ledger;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// How every mapped file of a job begins, little-endian, so that a torn, foreign or older file is
/// known for what it is.
///
/// ```text
/// 0       8         12      16      24       32      40
/// | magic | version | phase | count | detail | check |
/// ```
///
/// `check` is the CRC-32C of the 32 bytes before it. The magic number is written last: a file whose
/// maker was killed has none.
///
/// @param magic which kind of file
/// @param version of its layout
/// @param phase the phase of the job it belongs to
/// @param count of what it holds
/// @param detail one more number, by kind of file
record JobFileHeader(long magic, int version, int phase, long count, long detail) {
  private static final long VERSION_AT = 8;
  private static final long PHASE_AT = 12;
  private static final long COUNT_AT = 16;
  private static final long DETAIL_AT = 24;
  private static final int CHECK_AT = 32;
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  /// Writes the header; what was written to the file before is visible to who sees it.
  void write(MemorySegment memory) {
    memory.set(ValueLayout.JAVA_INT, VERSION_AT, version);
    memory.set(ValueLayout.JAVA_INT, PHASE_AT, phase);
    memory.set(ValueLayout.JAVA_LONG, COUNT_AT, count);
    memory.set(ValueLayout.JAVA_LONG, DETAIL_AT, detail);
    memory.set(ValueLayout.JAVA_LONG, CHECK_AT, check());
    LONGS.setVolatile(memory, 0L, magic);
  }

  /// Reads the header of a file that must be of a kind.
  ///
  /// @throws IllegalStateException if it is torn, foreign or of another version
  static JobFileHeader read(MemorySegment memory, Path file, long magic, int version) {
    JobFileHeader header =
        new JobFileHeader(
            (long) LONGS.getVolatile(memory, 0L),
            memory.get(ValueLayout.JAVA_INT, VERSION_AT),
            memory.get(ValueLayout.JAVA_INT, PHASE_AT),
            memory.get(ValueLayout.JAVA_LONG, COUNT_AT),
            memory.get(ValueLayout.JAVA_LONG, DETAIL_AT));
    boolean whole = memory.get(ValueLayout.JAVA_LONG, CHECK_AT) == header.check();
    if (!whole || header.magic != magic || header.version != version) {
      throw torn(file, header, whole);
    }
    return header;
  }

  /// The detail of a header that was read before.
  static long detail(MemorySegment memory) {
    return memory.get(ValueLayout.JAVA_LONG, DETAIL_AT);
  }

  /// For a header that is whole, but contradicts the file or the job.
  static IllegalStateException torn(Path file, JobFileHeader header, boolean whole) {
    return new IllegalStateException(
        "torn or foreign job file: file="
            + file
            + ", magic="
            + Long.toHexString(header.magic)
            + ", version="
            + header.version
            + ", phase="
            + header.phase
            + ", count="
            + header.count
            + ", checksum="
            + (whole ? "right" : "wrong"));
  }

  private long check() {
    MemorySegment copy = MemorySegment.ofArray(new long[CHECK_AT / Long.BYTES]);
    copy.set(ValueLayout.JAVA_LONG, 0, magic);
    copy.set(ValueLayout.JAVA_INT, VERSION_AT, version);
    copy.set(ValueLayout.JAVA_INT, PHASE_AT, phase);
    copy.set(ValueLayout.JAVA_LONG, COUNT_AT, count);
    copy.set(ValueLayout.JAVA_LONG, DETAIL_AT, detail);
    CRC32C crc = new CRC32C();
    crc.update(copy.toArray(ValueLayout.JAVA_BYTE));
    return crc.getValue();
  }
}
