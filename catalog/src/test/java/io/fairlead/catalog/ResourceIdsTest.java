package io.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourceIdsTest {
  private static final String NAMESPACE =
      ResourceIds.namespaceId(NamespaceType.DNS_PRIVATE, "vpc-1", "demo.local");

  @Test
  void idsHaveTheFormOfAws() {
    assertThat(NAMESPACE).matches("ns-[a-z0-9]{16}");
    assertThat(ResourceIds.serviceId(NamespaceType.HTTP, NAMESPACE, "backend"))
        .matches("srv-[a-z0-9]{16}");
    assertThat(ResourceIds.hostedZoneId(NAMESPACE)).matches("Z[A-Z0-9]{16}");
  }

  @Test
  void theFormHoldsForEveryDigest() {
    for (int i = 0; i < 5000; i++) {
      assertThat(ResourceIds.serviceId(NamespaceType.HTTP, NAMESPACE, "s" + i)).hasSize(20);
    }
  }

  @Test
  void theSameThingHasTheSameIdEverywhere() {
    assertThat(ResourceIds.namespaceId(NamespaceType.DNS_PRIVATE, "vpc-1", "demo.local"))
        .isEqualTo(NAMESPACE);
  }

  @Test
  void whatDiffersHasAnotherId() {
    assertThat(ResourceIds.namespaceId(NamespaceType.DNS_PRIVATE, "vpc-2", "demo.local"))
        .isNotEqualTo(NAMESPACE);
    assertThat(ResourceIds.namespaceId(NamespaceType.HTTP, null, "demo.local"))
        .isNotEqualTo(ResourceIds.namespaceId(NamespaceType.DNS_PUBLIC, null, "demo.local"));
    assertThat(ResourceIds.serviceId(NamespaceType.HTTP, "ns-a", "bc"))
        .isNotEqualTo(ResourceIds.serviceId(NamespaceType.HTTP, "ns-ab", "c"));
  }

  @Test
  void namesCompareWithoutRegardToCaseInDnsOnly() {
    assertThat(ResourceIds.namespaceId(NamespaceType.DNS_PRIVATE, "vpc-1", "Demo.LOCAL"))
        .isEqualTo(NAMESPACE);
    assertThat(ResourceIds.serviceId(NamespaceType.DNS_PRIVATE, NAMESPACE, "Backend"))
        .isEqualTo(ResourceIds.serviceId(NamespaceType.DNS_PRIVATE, NAMESPACE, "backend"));
    assertThat(ResourceIds.serviceId(NamespaceType.HTTP, NAMESPACE, "Backend"))
        .isNotEqualTo(ResourceIds.serviceId(NamespaceType.HTTP, NAMESPACE, "backend"));
  }
}
