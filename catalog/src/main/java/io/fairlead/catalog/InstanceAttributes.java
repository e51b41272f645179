package io.fairlead.catalog;

/** The attribute keys that mean something to Cloud Map or to Fairlead. */
public final class InstanceAttributes {
  public static final String IPV4 = "AWS_INSTANCE_IPV4";
  public static final String IPV6 = "AWS_INSTANCE_IPV6";
  public static final String PORT = "AWS_INSTANCE_PORT";
  public static final String CNAME = "AWS_INSTANCE_CNAME";

  /** A load balancer's name; such an instance has no address. */
  public static final String ALIAS_DNS_NAME = "AWS_ALIAS_DNS_NAME";

  public static final String EC2_INSTANCE_ID = "AWS_EC2_INSTANCE_ID";
  public static final String INIT_HEALTH_STATUS = "AWS_INIT_HEALTH_STATUS";

  /** The zone of the instance, as ECS registers it; endpoints keep it among their attributes. */
  public static final String AVAILABILITY_ZONE = "AVAILABILITY_ZONE";

  /** Where the instance's sidecar listens; proxies prefer it to {@link #PORT}. */
  public static final String INGRESS_PORT = "FAIRLEAD_INGRESS_PORT";

  /** The instance's share of the traffic, a whole number from 0 to {@link Endpoint#WEIGHT_MAX}. */
  public static final String WEIGHT = "FAIRLEAD_WEIGHT";

  /**
   * Whether the instance's sidecar takes connections with the mesh's TLS; endpoints keep it among
   * their attributes.
   */
  public static final String TLS = "FAIRLEAD_TLS";

  /** The value of {@link #TLS} where it does. */
  public static final String TLS_MESH = "mesh";

  private static final String AWS_PREFIX = "AWS_";
  private static final String FAIRLEAD_PREFIX = "FAIRLEAD_";

  private InstanceAttributes() {}

  /** Whether a key is the caller's own, and means nothing here. */
  public static boolean isCustom(String key) {
    return !key.startsWith(AWS_PREFIX) && !key.startsWith(FAIRLEAD_PREFIX);
  }

  /** Whether proxies are told of it. */
  static boolean isOfEndpoints(String key) {
    return isCustom(key) || key.equals(TLS);
  }
}
