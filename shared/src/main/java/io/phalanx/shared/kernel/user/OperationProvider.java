package io.phalanx.shared.kernel.user;

import io.phalanx.shared.kernel.Operation;
import java.util.List;

/// The service that a jar of user kernels provides.
///
/// The command line and the coordinator ask it too, to list and to plan; they run without the
/// Vector API and do none of the arithmetic. So its constructor and [#operations] only say what
/// there is, quickly, and no field of it touches `jdk.incubator.vector`.
public interface OperationProvider {
  /// The operations, each made with [NewOperation]. A name may stand twice with different numbers
  /// of inputs, and none may be that of a built-in operation.
  List<Operation> operations();
}
