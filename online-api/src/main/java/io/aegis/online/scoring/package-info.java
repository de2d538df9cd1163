/** The module towards monitoring systems: its parts put together. */
package io.aegis.online.scoring;
