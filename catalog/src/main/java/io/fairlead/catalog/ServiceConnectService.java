package io.fairlead.catalog;

import java.util.List;

/**
 * One entry of ECS {@code serviceConnectConfiguration.services[]}: how a port of a task becomes a
 * service that others call by name.
 *
 * @param portName equals a {@code portMappings[].name} of the task
 * @param discoveryName the Cloud Map service name; null means the port name
 * @param clientAliases names that callers use; never null, empty means {@code
 *     discoveryName.namespace} on any port
 * @param ingressPortOverride port of the sidecar's ingress listener; null means the default
 * @param timeout null means the defaults
 * @param appProtocol what the port speaks; null means HTTP
 */
public record ServiceConnectService(
    String portName,
    String discoveryName,
    List<ClientAlias> clientAliases,
    Integer ingressPortOverride,
    TimeoutConfiguration timeout,
    AppProtocol appProtocol) {

  public ServiceConnectService {
    discoveryName = discoveryName == null ? portName : discoveryName;
    clientAliases = clientAliases == null ? List.of() : List.copyOf(clientAliases);
  }

  /** One whose port's protocol is not told. */
  public ServiceConnectService(
      String portName,
      String discoveryName,
      List<ClientAlias> clientAliases,
      Integer ingressPortOverride,
      TimeoutConfiguration timeout) {
    this(portName, discoveryName, clientAliases, ingressPortOverride, timeout, null);
  }
}
