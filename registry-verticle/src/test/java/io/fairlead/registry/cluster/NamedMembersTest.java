package io.fairlead.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NamedMembersTest {
  private final List<InetAddress> records = new CopyOnWriteArrayList<>();
  private final TcpIpConfig list = new TcpIpConfig();

  private static ClusterSettings settings(String host, String dns, String cluster) {
    return new ClusterSettings(host, 5701, List.of(), dns, cluster, Duration.ofSeconds(10), 0);
  }

  private InetAddress[] resolve(String name) throws UnknownHostException {
    if (records.isEmpty()) {
      throw new UnknownHostException(name);
    }
    return records.toArray(InetAddress[]::new);
  }

  @Test
  void everyAddressOfTheNameIsAMemberWithThePortOfHereOrOfTheName() throws Exception {
    records.add(InetAddress.getByName("10.0.0.2"));
    records.add(InetAddress.getByName("fd00::1"));
    new NamedMembers(settings("10.0.0.2", "registries", "c"), this::resolve).tell(list);
    assertThat(list.getMembers())
        .containsExactlyInAnyOrder("10.0.0.2:5701", "[fd00:0:0:0:0:0:0:1]:5701");
    new NamedMembers(settings("10.0.0.2", "registries:9", "c"), this::resolve).tell(list);
    assertThat(list.getMembers()).contains("10.0.0.2:9");
  }

  @Test
  void aNameThatDoesNotResolveForAWhileForgetsNobody() throws Exception {
    records.add(InetAddress.getByName("10.0.0.2"));
    var named = new NamedMembers(settings("10.0.0.2", "registries", "c"), this::resolve);
    named.tell(list);
    records.clear();
    named.tell(list);
    assertThat(list.getMembers()).containsExactly("10.0.0.2:5701");
  }

  @Test
  void theResolverOfThePlatformIsAsked() {
    new NamedMembers(settings("127.0.0.1", "localhost", "c")).tell(list);
    assertThat(list.getMembers()).contains("127.0.0.1:5701");
  }

  @Test
  void moreAddressesThanNodesMayBeAreRefused() {
    var eight = new ArrayList<String>();
    for (int n = 1; n <= 8; n++) {
      eight.add("10.0.0." + n + ":5701");
    }
    assertThatThrownBy(
            () -> new ClusterSettings("10.0.0.1", 5701, eight, "", "c", Duration.ofSeconds(10), 0))
        .hasMessageContaining("7 at most");
  }

  /** The second member comes to be named only after both run alone. */
  @Test
  void membersThatRunAloneFindEachOtherOnceTheNameTellsOfBoth() throws Exception {
    String cluster = "test-" + UUID.randomUUID();
    String low = "127.77." + (ProcessHandle.current().pid() % 200 + 1) + ".";
    List<HazelcastInstance> started = new ArrayList<>();
    try {
      List<NamedMembers> named = new ArrayList<>();
      for (String host : List.of(low + "1", low + "2")) {
        records.clear();
        records.add(InetAddress.getByName(host));
        var settings = settings(host, "registries", cluster);
        var members = new NamedMembers(settings, this::resolve);
        var config = Membership.of(settings);
        members.tell(config.getNetworkConfig().getJoin().getTcpIpConfig());
        started.add(Hazelcast.newHazelcastInstance(config));
        named.add(members);
      }
      assertThat(started).allMatch(m -> m.getCluster().getMembers().size() == 1);
      records.add(InetAddress.getByName(low + "1"));
      for (int n = 0; n < 2; n++) {
        named.get(n).tell(started.get(n));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> started.stream().allMatch(m -> m.getCluster().getMembers().size() == 2));
    } finally {
      started.forEach(Members::kill);
    }
  }
}
