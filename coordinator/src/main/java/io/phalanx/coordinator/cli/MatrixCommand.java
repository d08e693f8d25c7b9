package io.phalanx.coordinator.cli;

import picocli.CommandLine.Command;

/// `phalanx matrix`.
@Command(
    name = "matrix",
    description = {
      "Matrix files: .npy files as NumPy writes them. Needs no cluster.",
      "FILE may also be a block of Python's shared memory: 'shm:NAME?shape=RxC&dtype=TYPE', NAME as"
          + " SharedMemory.name says."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      MatrixCreateCommand.class,
      MatrixInfoCommand.class,
      MatrixHeadCommand.class,
      MatrixStatCommand.class,
      MatrixFillCommand.class,
      MatrixDiffCommand.class,
      MatrixChecksumCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  phalanx matrix create a.npy --shape 4096x4096 --fill randn --seed 42",
      "  phalanx matrix diff a.npy b.npy --ulp 4"
    })
final class MatrixCommand {}
