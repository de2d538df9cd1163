/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A problem of the batch application, which knows only the path that it was asked. */
final class ForwardedProblem {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSTANCE = "instance";

    private ForwardedProblem() {}

    /** The problem as one of the path that the client asked; as it is where it is no problem, or names none. */
    static byte[] at(String path, byte[] problem) {
        try {
            JsonNode read = JSON.readTree(problem);
            return read instanceof ObjectNode members && members.has(INSTANCE)
                    ? JSON.writeValueAsBytes(members.put(INSTANCE, path))
                    : problem;
        } catch (IOException e) {
            // Whatever it is, it is what was answered.
            return problem;
        }
    }
}
