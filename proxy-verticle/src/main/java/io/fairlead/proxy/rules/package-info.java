/**
 * A service's traffic rules: which of its requests go elsewhere, are changed, answered, held back
 * or refused. A policy is compiled once ({@link io.fairlead.proxy.rules.Rules}) into immutable
 * matchers and actions; what cannot be compiled is left out with a line in the log.
 *
 * <p>Decides and notes what it decided on the exchange; the wire applies it.
 *
 * <p>Start reading at {@link io.fairlead.proxy.rules.RuleStage}.
 */
package io.fairlead.proxy.rules;
