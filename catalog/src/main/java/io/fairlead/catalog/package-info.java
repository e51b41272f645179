/**
 * The shared language of Fairlead: namespaces, services, instances and endpoints as immutable
 * records in AWS Cloud Map's and Amazon ECS's own words.
 *
 * <p>Nothing here knows Vert.x, Hazelcast or a socket. What crosses the event bus is declared in
 * {@link io.fairlead.catalog.bus}; what readers keep of it is in {@link io.fairlead.catalog.view}.
 *
 * <p>Start reading at {@link io.fairlead.catalog.ServiceEndpoints}: it is what DNS answers and
 * proxies balance over.
 */
package io.fairlead.catalog;
