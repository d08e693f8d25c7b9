package com.example.kernels;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.user.NewOperation;
import io.phalanx.shared.kernel.user.OperationProvider;
import java.util.List;

public final class Softsign implements OperationProvider {
  @Override
  public List<Operation> operations() {
    return List.of(
        NewOperation.map("softsign", params -> x -> x / (1 + Math.abs(x)))
            .summary("x / (1 + |x|)")
            .operation());
  }
}
