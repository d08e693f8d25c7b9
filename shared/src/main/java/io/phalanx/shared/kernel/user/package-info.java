/// What somebody outside of Phalanx writes operations with.
///
/// Implement [OperationProvider], make each operation with [NewOperation], name the provider in
/// `META-INF/services/io.phalanx.shared.kernel.user.OperationProvider` of a jar, and hand the jar
/// to `phalanx run --kernels my.jar`. The functions given here work on plain numbers and arrays;
/// types, tails, tiles and recovery are the cluster's business.
@NullMarked
package io.phalanx.shared.kernel.user;

import org.jspecify.annotations.NullMarked;
