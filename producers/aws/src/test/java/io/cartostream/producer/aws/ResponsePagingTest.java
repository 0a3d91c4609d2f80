package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesRequest;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesResponse;

final class ResponsePagingTest {

    @Test
    void shouldRefuseRoutesWhenMoreAreAvailableAndNoTokenLeadsToThem() {
        SearchTransitGatewayRoutesResponse cut = SearchTransitGatewayRoutesResponse.builder()
                .additionalRoutesAvailable(true)
                .build();

        assertThatThrownBy(() -> ResponsePaging.following("ec2:SearchTransitGatewayRoutes", cut, null))
                .hasMessageContaining("more follows, but gave no page token");
    }

    @Test
    void shouldFollowTheTokenOfRoutesUnlessNoMoreAreAvailable() throws Exception {
        SearchTransitGatewayRoutesResponse.Builder page =
                SearchTransitGatewayRoutesResponse.builder().nextToken("x");

        assertThat(ResponsePaging.following(
                        "o", page.additionalRoutesAvailable(true).build(), null))
                .isEqualTo("x");
        assertThat(ResponsePaging.following(
                        "o", page.additionalRoutesAvailable(false).build(), null))
                .isNull();
    }

    @Test
    void shouldAskForAPageOfRoutes() {
        SearchTransitGatewayRoutesRequest.Builder request = SearchTransitGatewayRoutesRequest.builder();

        ResponsePaging.ask(request, new PageRequest("x", 1000));

        assertThat(request.build().maxResults()).isEqualTo(1000);
        assertThat(request.build().nextToken()).isEqualTo("x");
    }
}
