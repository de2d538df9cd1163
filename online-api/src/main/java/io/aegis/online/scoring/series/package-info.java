/** Series and their samples for people who look at them: lists, and the past with what was expected. */
package io.aegis.online.scoring.series;
