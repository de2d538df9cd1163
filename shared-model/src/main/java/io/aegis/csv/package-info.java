/** CSV that people open in spreadsheets. */
package io.aegis.csv;
