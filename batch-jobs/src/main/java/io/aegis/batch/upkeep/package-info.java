/** What the process does all the time, from its start to its orderly end. */
package io.aegis.batch.upkeep;
