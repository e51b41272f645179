package io.fairlead.registry.lease;

/**
 * A lease as it is kept.
 *
 * @param namespace the namespace's name, by which mass expiry is judged
 * @param serviceId the instance's service
 * @param instanceId who holds it
 * @param untilMillis when it runs out, on the store's clock
 * @param leaseMillis how long each renewal lasts
 * @param expiring its instance is being removed: it can no longer be renewed, only granted anew
 */
public record HeldLease(
    String namespace,
    String serviceId,
    String instanceId,
    long untilMillis,
    long leaseMillis,
    boolean expiring) {

  /** A lease that lasts its time from now. */
  static HeldLease from(
      long nowMillis, String namespace, String serviceId, String instanceId, long leaseMillis) {
    return new HeldLease(
        namespace, serviceId, instanceId, nowMillis + leaseMillis, leaseMillis, false);
  }

  /** Under which it is kept. */
  public String key() {
    return key(serviceId, instanceId);
  }

  static String key(String serviceId, String instanceId) {
    return serviceId + "/" + instanceId;
  }

  HeldLease until(long millis) {
    return new HeldLease(namespace, serviceId, instanceId, millis, leaseMillis, expiring);
  }

  HeldLease asExpiring() {
    return new HeldLease(namespace, serviceId, instanceId, untilMillis, leaseMillis, true);
  }
}
