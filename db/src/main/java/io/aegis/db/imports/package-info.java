/** Files of feedback: staged in pieces, worked through, told about. */
package io.aegis.db.imports;
