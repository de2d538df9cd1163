/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** A file of YAML in the checkout, its anchors and merges resolved. */
final class YamlFile {

    private YamlFile() {}

    /** The only document of a file. */
    static JsonNode document(String path) throws IOException {
        return documents(path).getFirst();
    }

    /** All documents of a file. */
    static List<JsonNode> documents(String path) throws IOException {
        return StreamSupport.stream(
                        new Yaml()
                                .loadAll(Files.readString(Installation.checkout(path)))
                                .spliterator(),
                        false)
                .<JsonNode>map(Api.JSON::valueToTree)
                .toList();
    }

    /** What is in an array, or in an object. */
    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    /** The texts of an array. */
    static List<String> texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }
}
