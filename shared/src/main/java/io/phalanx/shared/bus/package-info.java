/// The bus: carries messages between processes through Chronicle Queue, and is the only room that
/// knows that library.
///
/// A queue is a directory. It keeps every message until it is deleted, so a process that joins late
/// or was killed loses none. Chronicle commits whatever stands in a document when it is closed,
/// leaves a dead writer's lock held, writes files under the umask of whoever comes first and meets
/// a full disk with SIGBUS; the classes here are thin where it is sound and careful in these four.
@NullMarked
package io.phalanx.shared.bus;

import org.jspecify.annotations.NullMarked;
