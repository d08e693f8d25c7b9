package io.phalanx.shared.kernel.elementwise;

import java.lang.invoke.MethodHandle;

/// A copy of a template with its parameters (see [LoopClass]).
///
/// The loop is called through a method handle that is no constant, and such a call the compiler
/// never inlines. So every loop is compiled by itself, whatever ran before it in the process. As an
/// ordinary call it became part of the methods that all operations share; those hold the loops of
/// the last two operations, twice each, and where that is more than the compiler's node budget the
/// lane function stays a call, and every vector an object: three times slower, in some processes
/// and for some orders of operations only.
final class IsolatedLoop implements Loop {
  private final MethodHandle body;
  private final Coefficients coefficients;

  /// @param body of a copy of a template, with the arguments of [Loop#run], a and b
  IsolatedLoop(MethodHandle body, Coefficients coefficients) {
    this.body = body;
    this.coefficients = coefficients;
  }

  @Override
  public void run(long first, long second, long target, int n) {
    try {
      body.invokeExact(first, second, target, n, coefficients.a(), coefficients.b());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // what a method handle declares; the loops throw no such thing
      throw new IllegalStateException("loop failed: body=" + body, e);
    }
  }
}
