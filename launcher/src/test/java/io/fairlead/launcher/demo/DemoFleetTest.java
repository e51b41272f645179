package io.fairlead.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.fleet.FleetRefused;
import io.fairlead.launcher.fleet.ServiceDefinition;
import org.junit.jupiter.api.Test;

class DemoFleetTest {
  @Test
  void thePrintedFleetIsOneThatUpTakes() throws FleetRefused {
    var file = FleetFile.parse(DemoFleet.text());

    assertThat(file.ignored()).isEmpty();
    assertThat(file.fleet().services())
        .extracting(ServiceDefinition::serviceName, ServiceDefinition::desiredCount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DemoFleet.BACKEND, 3),
            org.assertj.core.groups.Tuple.tuple(DemoFleet.FRONTEND, 2));
  }

  @Test
  void theLoadGeneratorGetsASidecarOfItsOwn() {
    var load = DemoFleet.definition().services().get(2);

    assertThat(load.serviceName()).isEqualTo(DemoFleet.LOAD);
    assertThat(load.taskDefinition().containerDefinitions()).isEmpty();
    assertThat(load.serviceConnectConfiguration().namespace()).isEqualTo("demo.local");
  }
}
