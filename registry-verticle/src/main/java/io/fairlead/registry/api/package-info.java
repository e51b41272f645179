/**
 * AWS Cloud Map as others speak it: AWS JSON 1.1 over {@code POST /}, so that the AWS CLI, the AWS
 * SDKs and Terraform work against a registry node when they are given its URL.
 *
 * <p>A request walks through {@code CloudMapHandler} (wire), {@code OperationTable} (name to
 * constraints and handler), one {@code *Operations} class (meaning) and ends in {@link
 * io.fairlead.registry.catalog.Catalog}. What AWS's model demands of a member is data in {@code
 * CloudMapShapes}; rules that look at several members are in the {@code *Rules}; every failure
 * becomes an answer in {@code CloudMapErrors} and nowhere else.
 *
 * <p>Signatures are not verified: bind it to an address that only friends reach. Start reading at
 * {@code OperationTable}.
 */
package io.fairlead.registry.api;
