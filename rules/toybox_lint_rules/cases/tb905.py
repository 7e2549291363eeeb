"""Further examples of TB905."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          ui:
            image: provectuslabs/kafka-ui
            environment: {KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: «broker»:9092, MEILI_URL: "http://«search»:7700"}
          kafka: {image: apache/kafka}
          meili: {image: getmeili/meilisearch}
        """,
        message="no container on",
        title="Brokers, and servers of the web",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          ui:
            image: provectuslabs/kafka-ui
            environment: {KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: kafka:9092, MEILI_URL: "http://meili:7700"}
          kafka: {image: apache/kafka}
          meili: {image: getmeili/meilisearch}
        """,
    ),
)
