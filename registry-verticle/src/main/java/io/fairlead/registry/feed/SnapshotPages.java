package io.fairlead.registry.feed;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.fairlead.catalog.view.Digest;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Revisions;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Answers readers who ask for everything, page by page in the order of service ids. */
public final class SnapshotPages {
  /** About as long as an endpoint without custom attributes is on the wire. */
  private static final int ENDPOINT_CHARACTERS = 150;

  private final CatalogMirror mirror;
  private final BooleanSupplier complete;
  private final FeedSettings settings;
  private final FeedObserver observer;

  /**
   * @param complete false while a registry that started empty is being filled
   */
  public SnapshotPages(
      CatalogMirror mirror,
      BooleanSupplier complete,
      FeedSettings settings,
      FeedObserver observer) {
    this.mirror = mirror;
    this.complete = complete;
    this.settings = settings;
    this.observer = observer;
  }

  /** Begins to answer on this node's bus. */
  public MessageConsumer<?> bind(Bus bus) {
    return bus.answer(
        BusAddress.SNAPSHOT, SnapshotRequest.class, q -> Future.succeededFuture(page(q)));
  }

  SnapshotPage page(SnapshotRequest asked) {
    // Before anything is read: what comes in while reading is newer than the snapshot claims to be.
    long catalogRevision = mirror.highestRevision();
    long revision = Math.max(catalogRevision, Revisions.nowMicros());
    boolean isComplete = complete.getAsBoolean();
    boolean isFirst = asked.after() == null;
    boolean unchanged = isFirst && isComplete && asked.digest() != 0 && asked.digest() == digest();
    observer.paged(unchanged);
    if (unchanged) {
      return new SnapshotPage(true, true, revision, catalogRevision, List.of(), List.of(), null);
    }
    List<NamespaceChanged> namespaces = isFirst ? namespaces() : List.of();
    List<ServiceEndpoints> services = new ArrayList<>();
    String next = fill(services, isFirst ? "" : asked.after());
    return new SnapshotPage(
        false, isComplete, revision, catalogRevision, namespaces, services, next);
  }

  /** The id of the last service taken when there are more, otherwise null. */
  private String fill(List<ServiceEndpoints> page, String after) {
    long endpoints = 0;
    String last = null;
    for (var kept : mirror.servicesAfter(after)) {
      if (kept.isRemoved()) {
        continue;
      }
      var service = Views.of(kept);
      // A service without endpoints fills a page too.
      endpoints += 1 + service.endpoints().stream().mapToLong(SnapshotPages::weight).sum();
      if (last != null && endpoints > settings.pageEndpointsMax()) {
        return last;
      }
      page.add(service);
      last = kept.id();
    }
    return null;
  }

  /** In endpoints without attributes, since what is bounded is the bytes of a page. */
  private static long weight(Endpoint endpoint) {
    long characters = 0;
    for (var attribute : endpoint.attributes().entrySet()) {
      characters += attribute.getKey().length() + attribute.getValue().length();
    }
    return 1 + characters / ENDPOINT_CHARACTERS;
  }

  private long digest() {
    return Digest.of(
        namespaces(), mirror.services().stream().map(Views::withoutEndpoints).toList());
  }

  private List<NamespaceChanged> namespaces() {
    return mirror.namespaces().stream().map(Views::of).toList();
  }
}
