package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.durable.CopyFile.Changes;
import io.fairlead.registry.durable.CopyFile.Contents;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's copy of the catalog, and the one thread that writes it: it takes all that is queued,
 * writes it in one commit, and completes those who wait for it (group commit). A disk that fails is
 * tried again every now and then, and gets what it missed. Safe for any thread.
 */
final class CatalogCopy {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogCopy.class);

  /** How often a quiet node writes down that it is alive. */
  private static final long ALIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** By then every other node that starts with this one has told what it knows of removals. */
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final long CLOSE_MILLIS = 10_000;

  private final CopyFile.Opener opener;
  private final String place;
  private final Duration probe;
  private final DiskObserver observer;
  private final CopyQueue queue = new CopyQueue();
  private final Thread writer = new Thread(this::work, "catalog-copy");
  private CopyFile file;
  private long lastWrite = System.nanoTime();
  private long lastForgot = lastWrite;
  private volatile String trouble = "it is not open yet";
  private volatile boolean closing;

  /**
   * @param place for messages
   * @param probe how often a failed disk is tried again
   */
  CatalogCopy(CopyFile.Opener opener, String place, Duration probe, DiskObserver observer) {
    this.opener = opener;
    this.place = place;
    this.probe = probe;
    this.observer = observer;
    writer.setDaemon(true);
  }

  /** Opens the file and reads it; fails as the opener does. Blocks. */
  Contents open() {
    file = opener.open();
    try {
      var contents = file.read();
      queue.isOnDisk(contents);
      return contents;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Begins to write.
   *
   * @param disbelieved what was read and is not true any more; null when all is
   */
  void start(Contents disbelieved) {
    if (disbelieved != null) {
      queue.forget(disbelieved);
    }
    trouble = null;
    writer.start();
  }

  /** Why nothing can be written now; null when all is well. */
  String trouble() {
    return trouble;
  }

  /** Ids that wait to be written. */
  int queued() {
    return queue.size();
  }

  /** Queues it; nobody waits. */
  void follow(Stored stored) {
    var unused = queue.add(stored);
  }

  /** Done when this, or what came after it, is on the disk. */
  CompletableFuture<Void> hold(Stored stored) {
    var refusal = refusal();
    return refusal == null ? queue.add(stored) : CompletableFuture.failedFuture(refusal);
  }

  /** Done when it is on the disk. */
  CompletableFuture<Void> hold(Operation operation) {
    var refusal = refusal();
    return refusal == null ? queue.add(operation) : CompletableFuture.failedFuture(refusal);
  }

  /** Why a change is refused; null when it is not. */
  CatalogException.Unavailable refusal() {
    var why = trouble;
    return why == null
        ? null
        : new CatalogException.Unavailable(
            "This registry node takes no changes, since it cannot keep them in "
                + place
                + ": "
                + why
                + " (make room or mend the disk, and it goes on by itself; or ask another node)");
  }

  /** Writes what is queued and closes the file. Blocks. */
  void close() throws InterruptedException {
    closing = true;
    queue.wake();
    if (writer.isAlive()) {
      writer.join(CLOSE_MILLIS);
    } else if (file != null) {
      file.close();
    }
  }

  private void work() {
    while (!closing) {
      if (trouble == null) {
        queue.await(ALIVE_NANOS);
        turn();
      } else {
        queue.pause(probe.toNanos(), () -> closing);
        mend();
      }
    }
    turn();
    if (trouble == null) {
      trouble = "it is closed";
    }
    queue.fail(refusal());
    file.close();
  }

  private void turn() {
    if (trouble != null) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastForgot > FORGET_NANOS) {
      lastForgot = now;
      queue.forgetRemovals(Revisions.nowMicros());
    }
    var batch = queue.take(Revisions.nowMicros());
    try {
      if (!batch.isEmpty() || closing || now - lastWrite > ALIVE_NANOS / 2) {
        write(batch.changes());
      }
      queue.written(batch);
    } catch (RuntimeException | Error e) {
      // Errors too: without this thread every change would wait in vain.
      broken(e);
      queue.fail(refusal());
    }
  }

  private void write(Changes changes) {
    long begun = System.nanoTime();
    file.write(changes);
    lastWrite = System.nanoTime();
    observer.committed(lastWrite - begun);
  }

  private void broken(Throwable e) {
    trouble = firstLine(e);
    LOG.error(
        "the catalog cannot be kept in {}: {}; changes are refused, reads go on; tried again every"
            + " {} ms",
        place,
        trouble,
        probe.toMillis());
    file.close();
  }

  /** Opens the file anew and writes what it lacks; all of that works, or nothing is mended. */
  private void mend() {
    if (closing) {
      return;
    }
    try {
      file = opener.open();
      queue.isOnDisk(read());
      var missed = queue.missed(Revisions.nowMicros());
      write(missed.changes());
      queue.written(missed);
      trouble = null;
      LOG.info("the catalog is kept in {} again; changes are taken", place);
    } catch (DamagedCopy e) {
      replace(e);
    } catch (RuntimeException | Error e) {
      trouble = firstLine(e);
      queue.fail(refusal());
      file.close();
    }
  }

  private Contents read() {
    try {
      return file.read();
    } catch (RuntimeException | Error e) {
      throw new DamagedCopy(firstLine(e));
    }
  }

  /** All that was in it is known, so the next try may begin with a new one. */
  private void replace(DamagedCopy found) {
    LOG.warn("{}; it is put aside and written anew", found.getMessage());
    file.close();
    try {
      opener.putAside();
    } catch (RuntimeException | Error e) {
      trouble = firstLine(e);
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
