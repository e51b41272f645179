package io.fairlead.proxy.tls;

/** What services are called among workloads: {@code ns/<namespace>/svc/<service>}. Pure. */
public final class Workloads {
  private static final String NAMESPACE = "ns/";
  private static final String SERVICE = "/svc/";

  private Workloads() {}

  /** The path of a service's workloads. */
  public static String of(String namespace, String service) {
    return NAMESPACE + namespace + SERVICE + service;
  }

  /** The {@code service.namespace} of such a path. */
  static String serviceOf(String path) {
    int middle = path.indexOf(SERVICE);
    return path.substring(middle + SERVICE.length())
        + "."
        + path.substring(NAMESPACE.length(), middle);
  }
}
