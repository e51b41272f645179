package io.fairlead.registry.api;

import io.fairlead.registry.api.Shape.Dictionary;
import io.fairlead.registry.api.Shape.Listing;
import io.fairlead.registry.api.Shape.Member;
import io.fairlead.registry.api.Shape.Structure;
import io.fairlead.registry.api.Shape.Text;
import io.fairlead.registry.api.Shape.Whole;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The inputs of Cloud Map's operations as its public model states them (API version 2017-03-14):
 * which members are required, how long, of which pattern or range.
 */
final class CloudMapShapes {
  private static final int ANY_SIZE = Integer.MAX_VALUE;
  private static final long TTL_MAX = Integer.MAX_VALUE;
  private static final String LABEL = "([a-zA-Z0-9_][a-zA-Z0-9\\-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])";
  private static final String HOST_LABEL = "[a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?";

  private static final Text ARN = text(255);
  private static final Text TOKEN = text(64);
  private static final Text DESCRIPTION = text(1024);
  private static final Text ACCOUNT = new Text(12, 12, null, List.of());
  private static final Text INSTANCE_ID = text(64);
  private static final Text NEXT_TOKEN = text(4096);
  private static final Text HTTP_NAME = text(1024, "^(?!arn:)[!-~]{1,1024}$");
  private static final Text PRIVATE_NAME = text(253, "^(?!arn:)[!-~]{1,253}$");
  private static final Text PUBLIC_NAME = text(253, "^(" + HOST_LABEL + "\\.)+" + HOST_LABEL + "$");
  private static final Text NAMESPACE_NAME = text(1024, "^[!-~]{1,1024}$");
  private static final Text SERVICE_NAME =
      text(ANY_SIZE, "((?=^.{1,127}$)^" + LABEL + "(\\." + LABEL + ")*$)|(^\\.$)");
  private static final Dictionary ATTRIBUTES =
      new Dictionary(
          0,
          ANY_SIZE,
          text(255, "^[a-zA-Z0-9!-~]+$"),
          text(1024, "^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$"));
  private static final Listing TAGS =
      new Listing(
          0,
          200,
          structure(
              required("Key", new Text(1, 128, null, List.of())), required("Value", text(256))));
  private static final Whole PAGE_SIZE = new Whole(1, 100);

  private static final Structure DNS_NAMESPACE_PROPERTIES =
      structure(
          required(
              "DnsProperties",
              structure(required("SOA", structure(required("TTL", new Whole(0, TTL_MAX)))))));
  private static final Structure DNS_CONFIG =
      structure(
          optional("NamespaceId", ARN),
          optional("RoutingPolicy", oneOf("MULTIVALUE", "WEIGHTED")),
          required(
              "DnsRecords",
              new Listing(
                  0,
                  ANY_SIZE,
                  structure(
                      required("Type", oneOf("SRV", "A", "AAAA", "CNAME")),
                      required("TTL", new Whole(0, TTL_MAX))))));
  private static final Whole FAILURE_THRESHOLD = new Whole(1, 10);
  private static final Structure HEALTH_CHECK_CONFIG =
      structure(
          required("Type", oneOf("HTTP", "HTTPS", "TCP")),
          optional("ResourcePath", text(255)),
          optional("FailureThreshold", FAILURE_THRESHOLD));
  private static final Structure HEALTH_CHECK_CUSTOM_CONFIG =
      structure(optional("FailureThreshold", FAILURE_THRESHOLD));

  static final Structure CREATE_HTTP_NAMESPACE =
      structure(
          required("Name", HTTP_NAME),
          optional("CreatorRequestId", TOKEN),
          optional("Description", DESCRIPTION),
          optional("Tags", TAGS));
  static final Structure CREATE_PRIVATE_DNS_NAMESPACE =
      structure(
          required("Name", PRIVATE_NAME),
          optional("CreatorRequestId", TOKEN),
          optional("Description", DESCRIPTION),
          required("Vpc", text(64)),
          optional("Tags", TAGS),
          optional("Properties", DNS_NAMESPACE_PROPERTIES));
  static final Structure CREATE_PUBLIC_DNS_NAMESPACE =
      structure(
          required("Name", PUBLIC_NAME),
          optional("CreatorRequestId", TOKEN),
          optional("Description", DESCRIPTION),
          optional("Tags", TAGS),
          optional("Properties", DNS_NAMESPACE_PROPERTIES));
  static final Structure LIST_NAMESPACES =
      list(oneOf("TYPE", "NAME", "HTTP_NAME", "RESOURCE_OWNER"));

  /** GetNamespace, DeleteNamespace, GetService, DeleteService. */
  static final Structure BY_ID = structure(required("Id", ARN));

  static final Structure CREATE_SERVICE =
      structure(
          required("Name", SERVICE_NAME),
          optional("NamespaceId", ARN),
          optional("CreatorRequestId", TOKEN),
          optional("Description", DESCRIPTION),
          optional("DnsConfig", DNS_CONFIG),
          optional("HealthCheckConfig", HEALTH_CHECK_CONFIG),
          optional("HealthCheckCustomConfig", HEALTH_CHECK_CUSTOM_CONFIG),
          optional("Tags", TAGS),
          optional("Type", oneOf("HTTP")));
  static final Structure LIST_SERVICES = list(oneOf("NAMESPACE_ID", "RESOURCE_OWNER"));

  static final Structure REGISTER_INSTANCE =
      structure(
          required("ServiceId", ARN),
          required("InstanceId", text(64, "^[0-9a-zA-Z_/:.@-]+$")),
          optional("CreatorRequestId", TOKEN),
          required("Attributes", ATTRIBUTES));

  /** DeregisterInstance, GetInstance. */
  static final Structure BY_INSTANCE =
      structure(required("ServiceId", ARN), required("InstanceId", INSTANCE_ID));

  static final Structure LIST_INSTANCES =
      structure(
          required("ServiceId", ARN),
          optional("NextToken", NEXT_TOKEN),
          optional("MaxResults", PAGE_SIZE));
  static final Structure GET_INSTANCES_HEALTH_STATUS =
      structure(
          required("ServiceId", ARN),
          optional("Instances", new Listing(1, ANY_SIZE, INSTANCE_ID)),
          optional("NextToken", NEXT_TOKEN),
          optional("MaxResults", PAGE_SIZE));
  static final Structure UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS =
      structure(
          required("ServiceId", ARN),
          required("InstanceId", INSTANCE_ID),
          required("Status", oneOf("HEALTHY", "UNHEALTHY")));

  static final Structure DISCOVER_INSTANCES =
      structure(
          required("NamespaceName", NAMESPACE_NAME),
          required("ServiceName", SERVICE_NAME),
          optional("MaxResults", new Whole(1, 1000)),
          optional("QueryParameters", ATTRIBUTES),
          optional("OptionalParameters", ATTRIBUTES),
          optional("HealthStatus", oneOf("HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL")),
          optional("OwnerAccount", ACCOUNT));
  static final Structure DISCOVER_INSTANCES_REVISION =
      structure(
          required("NamespaceName", NAMESPACE_NAME),
          required("ServiceName", SERVICE_NAME),
          optional("OwnerAccount", ACCOUNT));

  static final Structure GET_OPERATION =
      structure(required("OperationId", text(255)), optional("OwnerAccount", ACCOUNT));
  static final Structure LIST_OPERATIONS =
      list(oneOf("NAMESPACE_ID", "SERVICE_ID", "STATUS", "TYPE", "UPDATE_DATE"));

  private CloudMapShapes() {}

  private static Structure list(Text filterName) {
    var filter =
        structure(
            required("Name", filterName),
            required("Values", new Listing(0, ANY_SIZE, new Text(1, 255, null, List.of()))),
            optional("Condition", oneOf("EQ", "IN", "BETWEEN", "BEGINS_WITH")));
    return structure(
        optional("NextToken", NEXT_TOKEN),
        optional("MaxResults", PAGE_SIZE),
        optional("Filters", new Listing(0, ANY_SIZE, filter)));
  }

  private static Structure structure(Member... members) {
    return new Structure(List.of(members));
  }

  private static Member required(String name, Shape shape) {
    return new Member(name, true, shape);
  }

  private static Member optional(String name, Shape shape) {
    return new Member(name, false, shape);
  }

  private static Text text(int max) {
    return new Text(0, max, null, List.of());
  }

  private static Text text(int max, String pattern) {
    return new Text(0, max, Pattern.compile(pattern), List.of());
  }

  private static Text oneOf(String... values) {
    return new Text(0, ANY_SIZE, null, List.of(values));
  }
}
