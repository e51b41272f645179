package io.fairlead.registry.durable;

/** Is told of the disk's work; called from the writing thread. */
interface DiskObserver {
  /** A commit is on the disk. */
  void committed(long nanos);
}
