package io.phalanx.coordinator.bench;

import java.util.List;
import java.util.Map;

/// A program that does the same as this project and speaks the line protocol of peers/protocol.py.
///
/// @param name its name in the report
/// @param group what selects it on the command line
/// @param description what it is and how it works
/// @param command how it is started
/// @param environment added to that of this process
/// @param outputSuffix what it appends to the name of a file out of place; empty if it writes into
///   the file that is there
record Peer(
    String name,
    String group,
    String description,
    List<String> command,
    Map<String, String> environment,
    String outputSuffix) {}
