package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a copy of the catalog is written. Blocks; for one thread at a time. Any failure leaves it
 * useless: close it and open it anew.
 */
interface CopyFile extends AutoCloseable {
  /** Everything that is there. */
  Contents read();

  /** Makes these changes together; they are on the disk when this returns. */
  void write(Changes changes);

  @Override
  void close();

  /** Opens the same file, as often as it takes. */
  interface Opener {
    /** Fails with {@code StartFailure} when it cannot be had, {@link DamagedCopy} when it is. */
    CopyFile open();

    /** Moves what cannot be read out of the way. */
    void putAside();
  }

  /**
   * What a copy holds.
   *
   * @param aliveMicros when its node was alive for the last time, microseconds since the epoch; 0
   *     when the copy is new
   */
  record Contents(
      List<StoredNamespace> namespaces,
      List<StoredService> services,
      List<Operation> operations,
      long aliveMicros) {

    /** Both; where they differ the higher revision counts, as everywhere. */
    Contents with(Contents earlier) {
      return new Contents(
          Stream.concat(namespaces.stream(), earlier.namespaces().stream()).toList(),
          Stream.concat(services.stream(), earlier.services().stream()).toList(),
          operations,
          aliveMicros);
    }
  }

  /**
   * One thing that changes.
   *
   * @param before what is there; null when nothing is, or it is not known
   * @param after null to forget it
   */
  record Change(Stored before, Stored after) {}

  /**
   * What is written together.
   *
   * @param forgotten ids of operations
   * @param aliveMicros the time now
   */
  record Changes(
      Collection<Change> things,
      Collection<Operation> operations,
      Collection<String> forgotten,
      long aliveMicros) {}
}
