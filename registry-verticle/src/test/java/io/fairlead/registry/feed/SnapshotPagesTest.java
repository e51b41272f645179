package io.fairlead.registry.feed;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.fairlead.catalog.view.Digest;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.StoredNamespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotPagesTest {
  private static final int SERVICES = 7;
  private static final int INSTANCES = 3;

  private final LocalCatalogStore store = new LocalCatalogStore(System::currentTimeMillis);
  private final CatalogMirror mirror = new CatalogMirror();
  private final NodeCatalog catalog = new NodeCatalog(store, mirror, Samples.LIMITS);
  private boolean complete = true;
  private int unchangedPages;

  private final FeedObserver observer =
      new FeedObserver() {
        @Override
        public void published(BusAddress event) {}

        @Override
        public void paged(boolean unchanged) {
          unchangedPages += unchanged ? 1 : 0;
        }
      };

  private SnapshotPages pages(int endpointsMax) {
    return new SnapshotPages(mirror, () -> complete, new FeedSettings(endpointsMax, 64), observer);
  }

  @BeforeEach
  void sevenServices() {
    Wait.of(new MirrorSync(store, mirror, n -> {}).start());
    Wait.of(catalog.createNamespace(namespace("prod"), Labels.NONE));
    for (int s = 0; s < SERVICES; s++) {
      var service = service("prod", "s" + s);
      Wait.of(catalog.createService(service, Labels.NONE));
      for (int i = 0; i < INSTANCES; i++) {
        Wait.of(catalog.putInstance(service.id(), instance("i" + i)));
      }
    }
    // One that is gone must not be on any page.
    var gone = service("prod", "gone");
    Wait.of(catalog.createService(gone, Labels.NONE));
    Wait.of(catalog.deleteService(gone.id()));
  }

  private static List<SnapshotPage> all(SnapshotPages pages) {
    List<SnapshotPage> got = new ArrayList<>();
    String after = null;
    do {
      got.add(pages.page(new SnapshotRequest(after, 0)));
      after = got.get(got.size() - 1).next();
    } while (after != null);
    return got;
  }

  private static List<ServiceEndpoints> services(List<SnapshotPage> pages) {
    return pages.stream().flatMap(p -> p.services().stream()).toList();
  }

  @Test
  void everythingFitsOnOneGreatPage() {
    var page = pages(2_000).page(new SnapshotRequest(null, 0));
    assertThat(page.next()).isNull();
    assertThat(page.namespaces()).hasSize(1);
    assertThat(page.services()).hasSize(SERVICES).allMatch(s -> s.endpoints().size() == INSTANCES);
  }

  @Test
  void pagesAreBoundedByEndpointsAndTogetherAreWhole() {
    var got = all(pages(2 * (INSTANCES + 1)));
    assertThat(got).hasSize(4);
    assertThat(services(got))
        .isSortedAccordingTo(Comparator.comparing(s -> s.service().id()))
        .isEqualTo(services(all(pages(2_000))));
    assertThat(got.subList(1, 4)).allMatch(p -> p.namespaces().isEmpty());
  }

  @Test
  void longAttributesFillAPageToo() {
    var attributes = Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "note", "x".repeat(3_000));
    for (int s = 0; s < SERVICES; s++) {
      var heavy = new Instance("heavy", attributes, HealthStatus.HEALTHY, false, null);
      Wait.of(catalog.putInstance(service("prod", "s" + s).id(), heavy));
    }
    assertThat(all(pages(2 * (INSTANCES + 1)))).hasSize(SERVICES);
    assertThat(all(pages(2 * (INSTANCES + 1 + 21)))).hasSize(4);
    assertThat(services(all(pages(10))))
        .flatExtracting(ServiceEndpoints::endpoints)
        .filteredOn(e -> e.instanceId().equals("heavy"))
        .hasSize(SERVICES)
        .allMatch(e -> e.attributes().get("note").length() == 3_000);
  }

  @Test
  void theRevisionOfTheCatalogIsThatOfItsLastRemovalAndIsOnEveryPage() {
    long removed = mirror.highestRevision() + 1;
    mirror.accept(new StoredNamespace("ns-gone", removed, null, Labels.NONE));
    var pages = all(pages(1));
    assertThat(pages).hasSize(SERVICES).allMatch(p -> p.catalogRevision() == removed);
    assertThat(services(pages)).allMatch(s -> s.revision() < removed);
    long digest = Digest.of(pages.get(0).namespaces(), services(pages));
    var unchanged = pages(1).page(new SnapshotRequest(null, digest));
    assertThat(unchanged.unchanged()).isTrue();
    assertThat(unchanged.catalogRevision()).isEqualTo(removed);
  }

  @Test
  void aServiceThatIsTooLargeHasAPageOfItsOwn() {
    assertThat(all(pages(1))).hasSize(SERVICES).allMatch(p -> p.services().size() == 1);
  }

  @Test
  void aReaderThatKnowsEverythingIsToldSo() {
    var first = pages(2_000).page(new SnapshotRequest(null, 0));
    long digest = Digest.of(first.namespaces(), first.services());
    var again = pages(2_000).page(new SnapshotRequest(null, digest));
    assertThat(again.unchanged()).isTrue();
    assertThat(again.services()).isEmpty();
    assertThat(unchangedPages).isEqualTo(1);
    assertThat(pages(2_000).page(new SnapshotRequest(null, digest + 1)).unchanged()).isFalse();
  }

  @Test
  void anIncompleteCatalogEqualsNobodys() {
    var first = pages(2_000).page(new SnapshotRequest(null, 0));
    complete = false;
    long digest = Digest.of(first.namespaces(), first.services());
    var page = pages(2_000).page(new SnapshotRequest(null, digest));
    assertThat(page.unchanged()).isFalse();
    assertThat(page.complete()).isFalse();
    assertThat(page.services()).hasSize(SERVICES);
  }

  @Test
  void theRevisionIsNoLowerThanAnythingInIt() {
    var page = pages(2_000).page(new SnapshotRequest(null, 0));
    assertThat(page.services()).allMatch(s -> s.revision() <= page.revision());
  }
}
