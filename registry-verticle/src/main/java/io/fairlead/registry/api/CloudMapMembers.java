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
 * What the inputs of several operations are made of, as AWS's public model states it; {@link
 * CloudMapShapes} puts it together.
 */
final class CloudMapMembers {
  static final int ANY_SIZE = Integer.MAX_VALUE;
  static final int TAGS_MAX = 200;
  static final int SERVICE_ATTRIBUTES_MAX = 30;
  private static final long TTL_MAX = Integer.MAX_VALUE;
  private static final String LABEL = "([a-zA-Z0-9_][a-zA-Z0-9\\-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])";
  private static final String HOST_LABEL = "[a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?";

  static final Text ARN = text(255);
  static final Text TOKEN = text(64);
  static final Text DESCRIPTION = text(1024);
  static final Text ACCOUNT = new Text(12, 12, null, List.of());
  static final Text INSTANCE_ID = text(64);
  static final Text NEXT_TOKEN = text(4096);
  static final Text HTTP_NAME = text(1024, "^(?!arn:)[!-~]{1,1024}$");
  static final Text PRIVATE_NAME = text(253, "^(?!arn:)[!-~]{1,253}$");
  static final Text PUBLIC_NAME = text(253, "^(" + HOST_LABEL + "\\.)+" + HOST_LABEL + "$");
  static final Text NAMESPACE_NAME = text(1024, "^[!-~]{1,1024}$");
  static final Text SERVICE_NAME =
      text(ANY_SIZE, "((?=^.{1,127}$)^" + LABEL + "(\\." + LABEL + ")*$)|(^\\.$)");
  static final Text RESOURCE_ARN = new Text(1, 1011, null, List.of());
  static final Dictionary SERVICE_ATTRIBUTES =
      new Dictionary(1, SERVICE_ATTRIBUTES_MAX, text(255), text(1024));
  static final Dictionary ATTRIBUTES =
      new Dictionary(
          0,
          ANY_SIZE,
          text(255, "^[a-zA-Z0-9!-~]+$"),
          text(1024, "^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$"));
  static final Text TAG_KEY = new Text(1, 128, null, List.of());
  static final Listing TAGS =
      new Listing(0, TAGS_MAX, structure(required("Key", TAG_KEY), required("Value", text(256))));
  static final Whole PAGE_SIZE = new Whole(1, 100);

  static final Structure DNS_NAMESPACE_PROPERTIES =
      structure(
          required(
              "DnsProperties",
              structure(required("SOA", structure(required("TTL", new Whole(0, TTL_MAX)))))));
  static final Listing DNS_RECORDS =
      new Listing(
          0,
          ANY_SIZE,
          structure(
              required("Type", oneOf("SRV", "A", "AAAA", "CNAME")),
              required("TTL", new Whole(0, TTL_MAX))));
  static final Structure DNS_CONFIG =
      structure(
          optional("NamespaceId", ARN),
          optional("RoutingPolicy", oneOf("MULTIVALUE", "WEIGHTED")),
          required("DnsRecords", DNS_RECORDS));
  static final Whole FAILURE_THRESHOLD = new Whole(1, 10);
  static final Structure HEALTH_CHECK_CONFIG =
      structure(
          required("Type", oneOf("HTTP", "HTTPS", "TCP")),
          optional("ResourcePath", text(255)),
          optional("FailureThreshold", FAILURE_THRESHOLD));
  static final Structure HEALTH_CHECK_CUSTOM_CONFIG =
      structure(optional("FailureThreshold", FAILURE_THRESHOLD));

  private CloudMapMembers() {}

  static Structure list(Text filterName) {
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

  static Structure structure(Member... members) {
    return new Structure(List.of(members));
  }

  static Member required(String name, Shape shape) {
    return new Member(name, true, shape);
  }

  static Member optional(String name, Shape shape) {
    return new Member(name, false, shape);
  }

  static Text text(int max) {
    return new Text(0, max, null, List.of());
  }

  static Text text(int max, String pattern) {
    return new Text(0, max, Pattern.compile(pattern), List.of());
  }

  static Text oneOf(String... values) {
    return new Text(0, ANY_SIZE, null, List.of(values));
  }
}
