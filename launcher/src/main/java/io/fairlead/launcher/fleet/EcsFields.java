package io.fairlead.launcher.fleet;

import java.util.Set;

/**
 * The fields of the ECS API that mean nothing on one machine, so that a definition can be used as
 * it came from {@code aws ecs describe-…} or a repository. From the ECS API model of 2014-11-13.
 */
final class EcsFields {
  /** Of {@code CreateService} and {@code DescribeServices}. */
  static final Set<String> SERVICE =
      Set.of(
          "availabilityZoneRebalancing",
          "capacityProviderStrategy",
          "clientToken",
          "cluster",
          "clusterArn",
          "createdAt",
          "createdBy",
          "deploymentController",
          "deployments",
          "enableECSManagedTags",
          "enableExecuteCommand",
          "events",
          "healthCheckGracePeriodSeconds",
          "launchType",
          "loadBalancers",
          "networkConfiguration",
          "pendingCount",
          "placementConstraints",
          "placementStrategy",
          "platformFamily",
          "platformVersion",
          "propagateTags",
          "role",
          "roleArn",
          "runningCount",
          "schedulingStrategy",
          "serviceArn",
          "serviceRegistries",
          "status",
          "tags",
          "volumeConfigurations",
          "vpcLatticeConfigurations");

  /** Of {@code DeploymentConfiguration}: tasks are always replaced by rolling. */
  static final Set<String> DEPLOYMENT_CONFIGURATION =
      Set.of(
          "alarms",
          "bakeTimeInMinutes",
          "canaryConfiguration",
          "lifecycleHooks",
          "linearConfiguration",
          "strategy");

  /** Of {@code RegisterTaskDefinition} and {@code DescribeTaskDefinition}. */
  static final Set<String> TASK_DEFINITION =
      Set.of(
          "compatibilities",
          "cpu",
          "enableFaultInjection",
          "ephemeralStorage",
          "executionRoleArn",
          "inferenceAccelerators",
          "ipcMode",
          "memory",
          "networkMode",
          "pidMode",
          "placementConstraints",
          "proxyConfiguration",
          "registeredAt",
          "registeredBy",
          "requiresAttributes",
          "requiresCompatibilities",
          "revision",
          "runtimePlatform",
          "status",
          "tags",
          "taskDefinitionArn",
          "taskRoleArn",
          "volumes");

  /** Of {@code ContainerDefinition}. */
  static final Set<String> CONTAINER =
      Set.of(
          "cpu",
          "credentialSpecs",
          "dependsOn",
          "disableNetworking",
          "dnsSearchDomains",
          "dnsServers",
          "dockerLabels",
          "dockerSecurityOptions",
          "environmentFiles",
          "extraHosts",
          "firelensConfiguration",
          "hostname",
          "image",
          "interactive",
          "links",
          "linuxParameters",
          "logConfiguration",
          "memory",
          "memoryReservation",
          "mountPoints",
          "privileged",
          "pseudoTerminal",
          "readonlyRootFilesystem",
          "repositoryCredentials",
          "resourceRequirements",
          "restartPolicy",
          "secrets",
          "startTimeout",
          "systemControls",
          "ulimits",
          "user",
          "versionConsistency",
          "volumesFrom");

  /** Of {@code PortMapping}: every task has an address of its own, as with {@code awsvpc}. */
  static final Set<String> PORT_MAPPING = Set.of("containerPortRange", "hostPort");

  /** What ECS's command line prints beside what was asked for. */
  static final Set<String> DESCRIBED = Set.of("failures", "tags");

  /** Log drivers of {@code LogConfiguration}. */
  static final Set<String> LOG_DRIVERS =
      Set.of(
          "awsfirelens", "awslogs", "fluentd", "gelf", "journald", "json-file", "splunk", "syslog");

  /** Of {@code ServiceConnectService}. */
  static final Set<String> SERVICE_CONNECT_SERVICE = Set.of("tls");

  /** Of {@code ServiceConnectClientAlias}. */
  static final Set<String> CLIENT_ALIAS = Set.of("testTrafficRules");

  private EcsFields() {}
}
