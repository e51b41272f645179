/**
 * The registry as a Hazelcast cluster: membership, the shared maps and what travels between
 * members. Hazelcast is named in this package only, and in the wiring that starts it.
 *
 * <p>Every change is carried by an entry processor to the member that owns its key, and made there
 * and on two backups; own serializers write JSON, so nothing of ours depends on Java serialization
 * and members of two releases understand each other. Hazelcast Community has neither TLS nor member
 * authentication: bind it to a private address.
 *
 * <p>Start reading at {@link io.fairlead.registry.cluster.HazelcastCatalogStore}.
 */
package io.fairlead.registry.cluster;
