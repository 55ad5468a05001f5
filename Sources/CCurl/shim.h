// SPDX-License-Identifier: Apache-2.0
#include <curl/curl.h>

// What sets and asks in libcurl takes arguments of any type, which Swift cannot call: one function for each type.

static inline CURLcode ccurl_set_number(CURL *transfer, CURLoption option, long value) {
    return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode ccurl_set_large(CURL *transfer, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(transfer, option, value);
}

// libcurl copies every text but what CURLOPT_POSTFIELDS and CURLOPT_ERRORBUFFER point to.
static inline CURLcode ccurl_set_text(CURL *transfer, CURLoption option, const char *value) {
    return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *transfer, CURLoption option, void *value) {
    return curl_easy_setopt(transfer, option, value);
}

// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode ccurl_set_reader(CURL *transfer, CURLoption option, curl_write_callback reader) {
    return curl_easy_setopt(transfer, option, reader);
}

static inline CURLcode ccurl_set_open_socket(CURL *transfer, curl_opensocket_callback open) {
    return curl_easy_setopt(transfer, CURLOPT_OPENSOCKETFUNCTION, open);
}

static inline CURLcode ccurl_set_before_request(CURL *transfer, curl_prereq_callback before) {
    return curl_easy_setopt(transfer, CURLOPT_PREREQFUNCTION, before);
}

static inline long ccurl_status(CURL *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static inline CURLMcode ccurl_keep_connections(CURLM *transfers, long most) {
    return curl_multi_setopt(transfers, CURLMOPT_MAXCONNECTS, most);
}

// What a transfer ended with: Swift does not see into the message's union.
static inline CURLcode ccurl_result(const CURLMsg *message) {
    return message->data.result;
}
