package io.fairlead.registry.api;

import io.fairlead.node.settings.Setting;

/**
 * Cloud Map's quotas, with AWS's numbers where AWS states one (developer guide, "AWS Cloud Map
 * quotas"). Each registry node judges by what it sees, so nodes that write at the same instant may
 * overshoot by a few.
 *
 * @param namespaces AWS: 50 in a region
 * @param servicesPerNamespace AWS states none
 * @param instancesPerService AWS: 1,000
 * @param instancesPerNamespace AWS: 2,000
 * @param attributesPerInstance custom attributes; AWS: 30
 * @param attributeCharacters keys and values of an instance together; AWS: 5,000
 * @param tagsPerResource AWS: 50
 * @param attributesPerService AWS: 30
 * @param throttle how often instances may be discovered
 */
public record QuotaSettings(
    @Setting(value = "50", doc = "Most namespaces", min = 1) int namespaces,
    @Setting(value = "1000", doc = "Most services in a namespace", min = 1)
        int servicesPerNamespace,
    @Setting(value = "1000", doc = "Most instances of a service", min = 1) int instancesPerService,
    @Setting(value = "2000", doc = "Most instances in a namespace", min = 1)
        int instancesPerNamespace,
    @Setting(value = "30", doc = "Most custom attributes of an instance", min = 0)
        int attributesPerInstance,
    @Setting(value = "5000", doc = "Most characters in an instance's attributes", min = 100)
        int attributeCharacters,
    @Setting(value = "50", doc = "Most tags of a namespace or service", min = 0)
        int tagsPerResource,
    @Setting(value = "30", doc = "Most attributes of a service", min = 0) int attributesPerService,
    ThrottleSettings throttle) {}
