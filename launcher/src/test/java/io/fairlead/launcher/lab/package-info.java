/** Places for whole-system tests where ports and addresses are free that are taken elsewhere. */
package io.fairlead.launcher.lab;
