package io.fairlead.launcher.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.FleetFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InTrafficTest {
  private static final String FLEET =
      """
      {"services": [{"serviceName": "web", "taskDefinition": {"containerDefinitions": [
          {"name": "web", "command": ["x"], "portMappings": [{"name": "http", "containerPort": 80}]}]},
        "serviceConnectConfiguration": {"enabled": true, "namespace": "demo.local",
          "services": [{"portName": "http", "discoveryName": "web"}]}}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "healthy | web.demo.local | web-7 | true  | ''",
        "healthy | web.demo.local | web-7 | false | the registry has not told of it as a healthy instance of web",
        "healthy | web.demo.local | web-8 | true  | the registry has not told of it as a healthy instance of web",
        "healthy | web.other      | web-7 | true  | the registry has not told of it as a healthy instance of web",
        "not healthy yet: 503 | web.demo.local | web-7 | true | its application is not healthy yet: 503",
      })
  void onlyAHealthyEndpointOfEveryServiceIsInTraffic(
      String check, String route, String instance, boolean healthy, String missing)
      throws Exception {
    var service = FleetFile.parse(FLEET).fleet().services().get(0);
    var place = TaskPlace.of("web-7", "127.0.7.7", "/opt");
    var task = new Task(service, place, List.of(), List.of());
    var page =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"checks": {"web": "%s"}, "routes": [{"service": "%s", "endpoints": [
                  {"instanceId": "%s", "healthy": %s}]}]}
                """
                    .formatted(check, route, instance, healthy));

    assertThat(InTraffic.missing(task, page).orElse("")).isEqualTo(missing);
  }
}
