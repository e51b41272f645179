package io.fairlead.registry.api;

import java.util.List;
import java.util.Map;

/**
 * A change that Cloud Map accepts as an operation.
 *
 * @param operationId the same for a repeated request, see {@link OperationIds}
 * @param operationName the API's name, as in {@code DeleteNamespace}
 * @param type the operation's type, as in {@code DELETE_NAMESPACE}
 * @param subject what only one operation may change at a time
 * @param targets NAMESPACE, SERVICE, INSTANCE to their ids
 */
record Change(
    String operationId,
    String operationName,
    String type,
    String subject,
    Map<String, String> targets) {

  Change {
    targets = Map.copyOf(targets);
  }

  /**
   * A change of a namespace.
   *
   * @param token null when the request has none
   */
  static Change ofNamespace(
      String operationName, String type, String namespaceId, String token, List<String> input) {
    return new Change(
        OperationIds.of(operationName, token, input),
        operationName,
        type,
        namespaceId,
        Map.of("NAMESPACE", namespaceId));
  }

  /** A change of a service; its request has no token, so that it never is a repeated one. */
  static Change ofService(String operationName, String type, String serviceId) {
    return new Change(
        OperationIds.of(operationName, null, List.of()),
        operationName,
        type,
        serviceId,
        Map.of("SERVICE", serviceId));
  }

  /**
   * A change of an instance.
   *
   * @param token null when the request has none
   */
  static Change ofInstance(
      String operationName,
      String type,
      String serviceId,
      String instanceId,
      String token,
      List<String> input) {
    return new Change(
        OperationIds.of(operationName, token, input),
        operationName,
        type,
        serviceId + "/" + instanceId,
        Map.of("SERVICE", serviceId, "INSTANCE", instanceId));
  }
}
