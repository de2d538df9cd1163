/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the labelled data sets. */
final class DataSets {

    private DataSets() {}

    /** Banking77: a CSV file with the columns text and category. */
    static List<LabelledText> banking(Path file) throws IOException {
        LabelMapping mapping = LabelMapping.of("banking77");
        List<LabelledText> texts = new ArrayList<>();
        List<List<String>> records = Csv.read(Files.readString(file));
        for (List<String> fields : records.subList(1, records.size())) {
            String category = fields.get(1);
            boolean urgent = mapping.urgent().contains(category);
            texts.add(new LabelledText(fields.get(0), mapping.topicsOf(List.of(category)), urgent, urgent));
        }
        return texts;
    }

    /** App reviews: a JSON object per line, with the labelled spans {@code [from, to, label]} of its text. */
    static List<LabelledText> reviews(Path file) throws IOException {
        LabelMapping mapping = LabelMapping.of("app_reviews");
        JsonMapper mapper = new JsonMapper();
        List<LabelledText> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode review = mapper.readTree(line);
            List<String> labels = new ArrayList<>();
            review.get("label").forEach(span -> labels.add(span.get(2).textValue()));
            texts.add(new LabelledText(
                    review.get("text").textValue(), mapping.topicsOf(labels), false, !labels.isEmpty()));
        }
        return texts;
    }
}
