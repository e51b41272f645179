/**
 * What the user wants to run, in ECS's own shapes and words: records, a strict parse of a fleet
 * file, and validation that reports everything at once.
 *
 * <p>Starts nothing. The shapes are those of the ECS API ({@code CreateService}, {@code
 * RegisterTaskDefinition}); fields that mean nothing on one machine are accepted and named once.
 * Start reading at {@link io.fairlead.launcher.fleet.FleetFile}.
 */
package io.fairlead.launcher.fleet;
