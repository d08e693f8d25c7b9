package io.phalanx.shared.architecture.offenders;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import jdk.incubator.vector.DoubleVector;
import net.openhft.chronicle.core.Jvm;

/// Breaks every rule of the house, so that a test sees each of them bite. Its package is not
/// `@NullMarked`, which is one of them.
public final class OffendingHelper {
  private OffendingHelper() {}

  public static String offend(FileChannel channel, File file) throws IOException {
    LongSupplier clock = System::nanoTime;
    IntConsumer halt = Runtime.getRuntime()::halt;
    System.out.println(channel.map(MapMode.READ_ONLY, 0, clock.getAsLong(), Arena.ofAuto()));
    if (Jvm.isDebug() && SymbolLookup.loaderLookup().find("gemm").isEmpty()) {
      halt.accept(DoubleVector.SPECIES_PREFERRED.length());
      System.exit(1);
    }
    return System.getProperty("user.name") + file.length();
  }
}
