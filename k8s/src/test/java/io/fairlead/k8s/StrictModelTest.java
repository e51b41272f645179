package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StrictModelTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: one
        labels:
          tier: "1"
      spec:
        ports:
          - port: 80
            targetPort: http
      """;

  @Test
  void aGoodObjectIsRead() {
    var objects = StrictModel.read(SERVICE + "---\n" + SERVICE);
    assertThat(objects).hasSize(2).allMatch(o -> o.getMetadata().getName().equals("one"));
  }

  @Test
  void anUnknownFieldIsRefused() {
    assertThatThrownBy(() -> StrictModel.read(SERVICE.replace("targetPort", "targetport")))
        .hasMessageContaining("Unrecognized field \"targetport\"");
    assertThatThrownBy(() -> StrictModel.read(SERVICE + "  selecter: {}\n"))
        .hasMessageContaining("\"selecter\"");
  }

  @Test
  void aNumberIsNoString() {
    assertThatThrownBy(() -> StrictModel.read(SERVICE.replace("\"1\"", "1")))
        .hasMessageContaining("Cannot coerce Integer value (1)");
    assertThatThrownBy(() -> StrictModel.read(SERVICE.replace("port: 80", "port: \"80\"")))
        .hasMessageContaining("Cannot coerce String value (\"80\")");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(
            () -> StrictModel.read(SERVICE.replace("port: 80", "port: 80\n      port: 81")))
        .hasMessageContaining("uplicate");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> StrictModel.read(SERVICE.replace("kind: Service", "kind: Servic")))
        .hasMessage("v1 Servic (expected: a known kind)");
  }
}
