package io.fairlead.registry.api;

import static io.fairlead.registry.api.CloudMapMembers.ACCOUNT;
import static io.fairlead.registry.api.CloudMapMembers.ANY_SIZE;
import static io.fairlead.registry.api.CloudMapMembers.ARN;
import static io.fairlead.registry.api.CloudMapMembers.ATTRIBUTES;
import static io.fairlead.registry.api.CloudMapMembers.DESCRIPTION;
import static io.fairlead.registry.api.CloudMapMembers.DNS_CONFIG;
import static io.fairlead.registry.api.CloudMapMembers.DNS_NAMESPACE_PROPERTIES;
import static io.fairlead.registry.api.CloudMapMembers.DNS_RECORDS;
import static io.fairlead.registry.api.CloudMapMembers.HEALTH_CHECK_CONFIG;
import static io.fairlead.registry.api.CloudMapMembers.HEALTH_CHECK_CUSTOM_CONFIG;
import static io.fairlead.registry.api.CloudMapMembers.HTTP_NAME;
import static io.fairlead.registry.api.CloudMapMembers.INSTANCE_ID;
import static io.fairlead.registry.api.CloudMapMembers.NAMESPACE_NAME;
import static io.fairlead.registry.api.CloudMapMembers.NEXT_TOKEN;
import static io.fairlead.registry.api.CloudMapMembers.PAGE_SIZE;
import static io.fairlead.registry.api.CloudMapMembers.PRIVATE_NAME;
import static io.fairlead.registry.api.CloudMapMembers.PUBLIC_NAME;
import static io.fairlead.registry.api.CloudMapMembers.RESOURCE_ARN;
import static io.fairlead.registry.api.CloudMapMembers.SERVICE_ATTRIBUTES;
import static io.fairlead.registry.api.CloudMapMembers.SERVICE_ATTRIBUTES_MAX;
import static io.fairlead.registry.api.CloudMapMembers.SERVICE_NAME;
import static io.fairlead.registry.api.CloudMapMembers.TAGS;
import static io.fairlead.registry.api.CloudMapMembers.TAGS_MAX;
import static io.fairlead.registry.api.CloudMapMembers.TAG_KEY;
import static io.fairlead.registry.api.CloudMapMembers.TOKEN;
import static io.fairlead.registry.api.CloudMapMembers.list;
import static io.fairlead.registry.api.CloudMapMembers.oneOf;
import static io.fairlead.registry.api.CloudMapMembers.optional;
import static io.fairlead.registry.api.CloudMapMembers.required;
import static io.fairlead.registry.api.CloudMapMembers.structure;
import static io.fairlead.registry.api.CloudMapMembers.text;

import io.fairlead.registry.api.Shape.Listing;
import io.fairlead.registry.api.Shape.Structure;
import io.fairlead.registry.api.Shape.Whole;

/**
 * The inputs of Cloud Map's operations as its public model states them (API version 2017-03-14):
 * which members are required, how long, of which pattern or range.
 */
final class CloudMapShapes {
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

  /** UpdatePrivateDnsNamespace, UpdatePublicDnsNamespace. */
  static final Structure UPDATE_DNS_NAMESPACE =
      structure(
          required("Id", ARN),
          optional("UpdaterRequestId", TOKEN),
          required(
              "Namespace",
              structure(
                  optional("Description", DESCRIPTION),
                  optional("Properties", DNS_NAMESPACE_PROPERTIES))));

  static final Structure UPDATE_HTTP_NAMESPACE =
      structure(
          required("Id", ARN),
          optional("UpdaterRequestId", TOKEN),
          required("Namespace", structure(required("Description", DESCRIPTION))));
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
  static final Structure UPDATE_SERVICE =
      structure(
          required("Id", ARN),
          required(
              "Service",
              structure(
                  optional("Description", DESCRIPTION),
                  optional("DnsConfig", structure(required("DnsRecords", DNS_RECORDS))),
                  optional("HealthCheckConfig", HEALTH_CHECK_CONFIG))));
  static final Structure LIST_SERVICES = list(oneOf("NAMESPACE_ID", "RESOURCE_OWNER"));

  /** GetServiceAttributes. */
  static final Structure BY_SERVICE = structure(required("ServiceId", ARN));

  static final Structure UPDATE_SERVICE_ATTRIBUTES =
      structure(required("ServiceId", ARN), required("Attributes", SERVICE_ATTRIBUTES));
  static final Structure DELETE_SERVICE_ATTRIBUTES =
      structure(
          required("ServiceId", ARN),
          required("Attributes", new Listing(1, SERVICE_ATTRIBUTES_MAX, text(255))));

  /** ListTagsForResource. */
  static final Structure BY_RESOURCE = structure(required("ResourceARN", RESOURCE_ARN));

  static final Structure TAG_RESOURCE =
      structure(required("ResourceARN", RESOURCE_ARN), required("Tags", TAGS));
  static final Structure UNTAG_RESOURCE =
      structure(
          required("ResourceARN", RESOURCE_ARN),
          required("TagKeys", new Listing(0, TAGS_MAX, TAG_KEY)));

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
}
