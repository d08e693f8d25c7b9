package io.phalanx.shared.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A `.npy` file mapped into memory as a whole, shared with every process that maps it, NumPy
/// included.
///
/// ```java
/// try (SharedMatrix matrix = SharedMatrix.create(path, DType.FLOAT64, 1000, 200)) {
///   MemorySegment row = matrix.row(7); // the shared memory itself
/// }
/// ```
///
/// Wherever a path is wanted it may be the name of a [SharedBlock], a block that a Python program
/// has made.
///
/// One mapping covers the file, of any size: offsets are 64-bit. A matrix without rows or columns
/// has nothing to map and is legal.
///
/// Threads: the mapping belongs to no thread, any thread may read and write it, and who writes what
/// is theirs to agree on. Closing is the owner's, once every thread has stopped using the memory:
/// later accesses through segments throw IllegalStateException, but kernels go by plain addresses,
/// and for those it would be a crash of the process.
public final class SharedMatrix implements AutoCloseable {
  private final Path path;
  private final NpyHeader header;
  private final Arena arena;
  private final Grid grid;
  private final @Nullable FileStamp stamp;

  /// The header in the mapping; null where nothing is mapped.
  private final @Nullable MemorySegment head;

  /// The bytes of the header when it was last read and found to be the one of this mapping.
  private volatile byte @Nullable [] headSeen;

  private SharedMatrix(
      Path path, NpyHeader header, Arena arena, Mapped mapped, @Nullable FileStamp stamp) {
    this.path = path;
    this.header = header;
    this.arena = arena;
    this.grid = new Grid(mapped.data(), header.rows(), header.cols(), header.dtype());
    this.stamp = stamp;
    this.head = mapped.head();
  }

  /// @param head the header; null where nothing is mapped
  private record Mapped(MemorySegment data, @Nullable MemorySegment head) {}

  /// Maps an existing file, also one that a [NewMatrix] of another process is still building.
  ///
  /// @throws MatrixFormatException if the file cannot serve as a matrix
  /// @throws MatrixIoException if it cannot be read or mapped
  public static SharedMatrix open(Path path, Access access) {
    FileStamp before = FileStamp.of(SharedBlock.fileOf(path));
    try (FileChannel channel = NpyHeader.open(path, access)) {
      NpyHeader header = NpyHeader.read(channel, path);
      return map(path, header, channel, access, before);
    } catch (IOException e) {
      throw MatrixFiles.cannotRead(path, e);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the matrix owns the arena, and close ends both
  private static SharedMatrix map(
      Path path, NpyHeader header, FileChannel channel, Access access, @Nullable FileStamp before) {
    Arena arena = Arena.ofShared();
    boolean done = false;
    try {
      Mapped mapped = mapped(header, channel, access, arena);
      // Looked at before and after: one that was replaced meanwhile is not taken for the other.
      FileStamp stamp = before != null && before.isStill(SharedBlock.fileOf(path)) ? before : null;
      SharedMatrix matrix = new SharedMatrix(path, header, arena, mapped, stamp);
      done = true;
      return matrix;
    } catch (IOException e) {
      throw MatrixFiles.cannotMap(path, header.fileBytes(), e);
    } finally {
      if (!done) {
        arena.close();
      }
    }
  }

  /// Makes a file of zeros and maps it.
  ///
  /// @throws IllegalArgumentException if there is a file of this name, or the shape is out of range
  /// @throws MatrixIoException if there is no room or no permission; no file is left behind
  public static SharedMatrix create(Path path, DType dtype, long rows, long cols) {
    NewMatrix.requireAbsent(path);
    try (NewMatrix made = NewMatrix.create(path, dtype, rows, cols)) {
      made.commit();
    }
    return attach(path);
  }

  /// Maps what another process has made, for reading and writing.
  ///
  /// @throws MatrixFormatException if the file cannot serve as a matrix
  /// @throws MatrixIoException if it cannot be read or mapped
  public static SharedMatrix attach(Path path) {
    return open(path, Access.READ_WRITE);
  }

  private static Mapped mapped(NpyHeader header, FileChannel channel, Access access, Arena arena)
      throws IOException {
    if (header.dataBytes() == 0) {
      MemorySegment none = arena.allocate(0);
      return new Mapped(access == Access.READ ? none.asReadOnly() : none, null);
    }
    MapMode mode = access == Access.READ ? MapMode.READ_ONLY : MapMode.READ_WRITE;
    MemorySegment file = channel.map(mode, 0, header.fileBytes(), arena);
    return new Mapped(
        file.asSlice(header.dataOffset(), header.dataBytes()),
        file.asSlice(0, header.dataOffset()).asReadOnly());
  }

  /// The mapped file, as it was named.
  public Path path() {
    return path;
  }

  /// What the file's header said when it was mapped.
  public NpyHeader header() {
    return header;
  }

  /// All elements, valid until [#close]. With [Access#READ] its memory is read-only.
  public Grid grid() {
    return grid;
  }

  /// The elements of one row: the shared memory itself, valid until [#close].
  public MemorySegment row(long row) {
    return grid.rows(row, row + 1).memory();
  }

  /// Copies all elements into a new `.npy` file. It is of one moment only if nobody writes
  /// meanwhile, as who has the lock of the matrix can see to.
  ///
  /// @throws IllegalArgumentException if there is a file of this name
  /// @throws MatrixIoException if there is no room or no permission; no file is left behind
  public SharedMatrix snapshot(Path target) {
    NewMatrix.requireAbsent(target);
    try (NewMatrix made = NewMatrix.create(target, grid.dtype(), grid.rows(), grid.cols())) {
      made.grid().memory().copyFrom(grid.memory());
      made.commit();
    }
    return attach(target);
  }

  /// Deletes the file. Who has mapped it keeps it until it is closed.
  ///
  /// @throws MatrixIoException if the file cannot be deleted; one that is gone already is fine
  public void unlink() {
    MatrixFiles.delete(SharedBlock.fileOf(path));
  }

  /// The element as float64; int64 beyond 2^53 is rounded.
  public double get(long row, long col) {
    return Elements.get(grid, index(row, col));
  }

  /// The element exactly, as decimal text.
  public String text(long row, long col) {
    return Elements.text(grid, index(row, col));
  }

  private long index(long row, long col) {
    if (row < 0 || row >= grid.rows() || col < 0 || col >= grid.cols()) {
      throw new IllegalArgumentException(
          "position out of range: row="
              + row
              + ", col="
              + col
              + ", rows="
              + grid.rows()
              + ", cols="
              + grid.cols());
    }
    return row * grid.cols() + col;
  }

  /// Gives blocks to every hole of the file, such as those of `numpy.lib.format.open_memmap`, so
  /// that stores into it cannot fail on a full disk later. What it holds stays.
  ///
  /// @return false if the file system cannot tell
  /// @throws MatrixIoException if there is no room
  public boolean reserve() {
    return reserve(path, header.fileBytes());
  }

  /// The same for a matrix that need not be mapped.
  ///
  /// @param bytes size of header and data
  /// @throws MatrixIoException if there is no room
  public static boolean reserve(Path path, long bytes) {
    try {
      return BlockReservation.reserveHoles(SharedBlock.fileOf(path), bytes);
    } catch (IOException e) {
      throw MatrixFiles.cannotReserve(path, bytes, e);
    }
  }

  /// Gives their blocks to the bytes first (included) to limit (excluded) of the elements.
  ///
  /// @throws MatrixIoException if there is no room
  void reserve(long first, long limit) {
    try {
      BlockReservation.reserve(path, header.dataOffset() + first, limit - first);
    } catch (IOException e) {
      throw MatrixFiles.cannotReserve(path, header.fileBytes(), e);
    }
  }

  /// Writes every change to the disk (msync), so that it survives a loss of power. Surviving the
  /// end of processes needs no call.
  ///
  /// @throws MatrixIoException if the disk fails
  public void force() {
    if (grid.memory().byteSize() == 0 || grid.memory().isReadOnly()) {
      return;
    }
    try {
      grid.memory().force();
    } catch (UncheckedIOException e) {
      throw MatrixFiles.cannotSave(path, Objects.requireNonNull(e.getCause()));
    }
  }

  /// True if opening the file of this name would give this very mapping: the same file, of the same
  /// size, with the same header. Of a file that was renamed since that is the new name.
  public boolean isAt(Path name) {
    if (stamp == null || !stamp.isStill(SharedBlock.fileOf(name))) {
      return false;
    }
    try {
      return (header.version() > 0 && !SharedBlock.isName(name) && isHeadAsSeen())
          || readsSame(name);
    } catch (IOException | MatrixFormatException | InternalError e) {
      return false; // whoever opens it is told; InternalError is a file truncated just now
    }
  }

  /// Looked up in the mapping, which shows the file as it is: that is cheaper than to read it.
  private boolean isHeadAsSeen() {
    byte[] seen = headSeen;
    return head != null && seen != null && head.mismatch(MemorySegment.ofArray(seen)) == -1;
  }

  private boolean readsSame(Path name) throws IOException {
    byte[] now = head == null ? null : head.toArray(ValueLayout.JAVA_BYTE);
    try (FileChannel channel =
        FileChannel.open(SharedBlock.fileOf(name), StandardOpenOption.READ)) {
      boolean same = header.equals(NpyHeader.read(channel, name));
      headSeen = same ? now : null;
      return same;
    }
  }

  /// Unmaps the file. Without effect on a closed matrix.
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
