package io.phalanx.coordinator.api.pool;

/// What a pool does now and has done so far.
///
/// @param waiting tasks that have not started
/// @param running tasks that run and have no outcome yet
/// @param done tasks that returned a result
/// @param failed tasks that threw an exception
/// @param timedOut tasks whose time was up
/// @param cancelled tasks that were cancelled
/// @param stillBusy threads whose task has timed out or was cancelled, and that go on all the same:
///   each takes the place of a task until it ends
/// @param callbackFailures exceptions that callbacks threw
public record PoolReport(
    int waiting,
    int running,
    long done,
    long failed,
    long timedOut,
    long cancelled,
    int stillBusy,
    long callbackFailures) {}
