package io.fairlead.proxy.settings;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.node.settings.Setting;
import java.util.List;

/**
 * One service that the task offers: an entry of ECS {@code serviceConnectConfiguration.services[]}
 * joined with the {@code portMappings[]} entry that it names.
 *
 * @param discoveryName null means the port name
 * @param ingressPortOverride null means {@code ingress.port} for the first service without one, and
 *     a free port for the others
 * @param timeout null means the defaults, 15 s a request and 300 s of silence
 */
public record ServiceSettings(
    @Setting(doc = "Name of the port mapping") String portName,
    @Setting(value = Setting.ABSENT, doc = "Name of the service; the port name when absent")
        String discoveryName,
    @Setting(value = "[]", doc = "Names and ports that callers use")
        List<ClientAlias> clientAliases,
    @Setting(
            value = Setting.ABSENT,
            doc = "Port of the ingress listener of this service",
            min = 0,
            max = 65535)
        Integer ingressPortOverride,
    @Setting(value = Setting.ABSENT, doc = "perRequestTimeoutSeconds and idleTimeoutSeconds")
        TimeoutConfiguration timeout,
    @Setting(doc = "Port of the application", min = 1, max = 65535) int containerPort,
    @Setting(value = "http", doc = "What the application speaks") AppProtocol appProtocol,
    CheckSettings check) {

  public ServiceSettings {
    discoveryName = discoveryName == null ? portName : discoveryName;
    if (appProtocol == AppProtocol.TCP
        && timeout != null
        && timeout.perRequestTimeoutSeconds() != null) {
      throw new IllegalArgumentException(
          "timeout.perRequestTimeoutSeconds of service "
              + discoveryName
              + " means nothing to TCP (expected: idleTimeoutSeconds alone)");
    }
  }

  /** As the registry is told. */
  public ServiceConnectService serviceConnect() {
    return new ServiceConnectService(
        portName, discoveryName, clientAliases, ingressPortOverride, timeout, appProtocol);
  }
}
