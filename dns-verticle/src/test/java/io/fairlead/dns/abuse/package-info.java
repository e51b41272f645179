/** The DNS server among askers that break the rules, or that are too many. */
package io.fairlead.dns.abuse;
