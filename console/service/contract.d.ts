// What the API takes and answers, written by `npm run contract` from its own document. Not to be edited by hand.

export interface paths {
    "/api/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        next: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Server-sent events: hello, alert, heartbeat, reset. */
        get: {
            parameters: {
                query?: {
                    lastEventId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            orderId: number | null;
                            householdId: number | null;
                            areaId: number;
                            community: string | null;
                            compound: string | null;
                            building: string | null;
                            unit: string | null;
                            room: string | null;
                            gatewayId: string | null;
                            sensorUid: string | null;
                            kind: string;
                            /** @enum {string} */
                            severity: "critical" | "major" | "minor";
                            /** @enum {string} */
                            condition: "active" | "cleared";
                            /** Format: date-time */
                            clearedAt: string | null;
                            clearedReason: string | null;
                            /** @enum {string} */
                            handling: "new" | "acknowledged" | "resolved";
                            /** Format: date-time */
                            acknowledgedAt: string | null;
                            acknowledgedBy: string | null;
                            /** Format: date-time */
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @enum {string|null} */
                            outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | null;
                            note: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            /** Format: date-time */
                            raisedAt: string;
                            count: number;
                            late: boolean;
                            mergedInto: number | null;
                            heldBy: number | null;
                            /** Format: date-time */
                            silencedUntil: string | null;
                            explanation: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test";
                        /** @default  */
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            orderId: number | null;
                            householdId: number | null;
                            areaId: number;
                            community: string | null;
                            compound: string | null;
                            building: string | null;
                            unit: string | null;
                            room: string | null;
                            gatewayId: string | null;
                            sensorUid: string | null;
                            kind: string;
                            /** @enum {string} */
                            severity: "critical" | "major" | "minor";
                            /** @enum {string} */
                            condition: "active" | "cleared";
                            /** Format: date-time */
                            clearedAt: string | null;
                            clearedReason: string | null;
                            /** @enum {string} */
                            handling: "new" | "acknowledged" | "resolved";
                            /** Format: date-time */
                            acknowledgedAt: string | null;
                            acknowledgedBy: string | null;
                            /** Format: date-time */
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @enum {string|null} */
                            outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | null;
                            note: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            /** Format: date-time */
                            raisedAt: string;
                            count: number;
                            late: boolean;
                            mergedInto: number | null;
                            heldBy: number | null;
                            /** Format: date-time */
                            silencedUntil: string | null;
                            explanation: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query: {
                    areaId: number;
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description A line of JSON for each step; the last is the report. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": {
                            /** @enum {string} */
                            kind: "progress";
                            /** @enum {string} */
                            phase: "read" | "check";
                            done: number;
                            total: number;
                        } | {
                            /** @enum {string} */
                            kind: "report";
                            report: {
                                sheet: string | null;
                                rows: number;
                                ignoredColumns: string[];
                                faults: {
                                    row: number;
                                    /** @enum {string} */
                                    column: "district" | "street" | "community" | "compound" | "building" | "unit" | "room" | "floor" | "contact" | "phone" | "language" | "channel" | "start" | "end" | "basis" | "policy";
                                    header: {
                                        zh: string;
                                        en: string;
                                    };
                                    code: string;
                                    what: {
                                        zh: string;
                                        en: string;
                                    };
                                }[];
                                faultsTotal: number;
                                notices: {
                                    row: number;
                                    /** @enum {string} */
                                    column: "district" | "street" | "community" | "compound" | "building" | "unit" | "room" | "floor" | "contact" | "phone" | "language" | "channel" | "start" | "end" | "basis" | "policy";
                                    header: {
                                        zh: string;
                                        en: string;
                                    };
                                    code: string;
                                    what: {
                                        zh: string;
                                        en: string;
                                    };
                                }[];
                                noticesTotal: number;
                                makes: {
                                    areas: number;
                                    households: number;
                                    contacts: number;
                                    orders: number;
                                };
                                present: {
                                    households: number;
                                    orders: number;
                                };
                                newAreas: {
                                    /** @enum {string} */
                                    kind: "district" | "street" | "community" | "compound" | "building" | "unit";
                                    path: string;
                                }[];
                                sample: {
                                    row: number;
                                    room: string;
                                    /** Format: date-time */
                                    startsAt: string;
                                    /** Format: date-time */
                                    endsAt: string;
                                    timeZone: string;
                                }[];
                            };
                        } | {
                            /** @enum {string} */
                            kind: "failed";
                            failure: {
                                code: string;
                                message: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query: {
                    areaId: number;
                    name: string;
                };
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            made: {
                                areas: number;
                                households: number;
                                contacts: number;
                                orders: number;
                            };
                            present: {
                                households: number;
                                orders: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default null */
                        areaId?: number | null;
                        /** @enum {string} */
                        format: "xlsx" | "csv";
                        /**
                         * @default zh
                         * @enum {string}
                         */
                        language?: "zh" | "en";
                        purpose?: string;
                    };
                };
            };
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Says what a list of sensors (XLSX or CSV) would make, and what is wrong with it. It changes nothing. */
        post: {
            parameters: {
                query: {
                    areaId: number;
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sheet: string | null;
                            rows: number;
                            ignoredColumns: string[];
                            faults: {
                                row: number;
                                /** @enum {string} */
                                column: "uid" | "model" | "secret";
                                header: {
                                    zh: string;
                                    en: string;
                                };
                                code: string;
                                what: {
                                    zh: string;
                                    en: string;
                                };
                            }[];
                            faultsTotal: number;
                            notices: {
                                row: number;
                                /** @enum {string} */
                                column: "uid" | "model" | "secret";
                                header: {
                                    zh: string;
                                    en: string;
                                };
                                code: string;
                                what: {
                                    zh: string;
                                    en: string;
                                };
                            }[];
                            noticesTotal: number;
                            makes: {
                                sensors: number;
                                secrets: number;
                            };
                            present: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes every sensor of a list (XLSX or CSV) into stock that is not there yet, or none at all. The secrets that are made for those that bring none are in the answer, this once. */
        post: {
            parameters: {
                query: {
                    areaId: number;
                    name: string;
                };
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            made: number;
                            present: number;
                            credentials: {
                                uid: string;
                                secret: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            staffId: number;
                            username: string;
                            displayName: string;
                            mustChangePassword: boolean;
                            roles: {
                                /** @enum {string} */
                                role: "viewer" | "grid_worker" | "duty_officer" | "installer" | "admin" | "auditor";
                                areaId: number;
                                areaName: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/web-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            publicKey: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/web-push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        endpoint: string;
                        keys: {
                            /** Format: base64url */
                            p256dh: string;
                            /** Format: base64url */
                            auth: string;
                        };
                        /** @enum {string} */
                        language: "zh" | "en";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/web-push-subscriptions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        endpoint: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    parentId?: number;
                    search?: string;
                    kinds?: string;
                    ids?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            areas: {
                                id: number;
                                parentId: number | null;
                                /** @enum {string} */
                                kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                name: string;
                                timeZone: string | null;
                                zone: string;
                                place: string;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        parentId: number;
                        /** @enum {string} */
                        kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                        name: string;
                        timeZone?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    areaId?: number;
                    search?: string;
                    hasSensor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            households: {
                                id: number;
                                areaId: number;
                                community: string | null;
                                compound: string | null;
                                building: string | null;
                                unit: string | null;
                                room: string;
                                floor: number | null;
                                /** Format: date-time */
                                contactConfirmedAt: string | null;
                                /** @enum {string} */
                                state: "open" | "closed" | "unknown";
                                coverage: number | null;
                                sensors: number;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        areaId: number;
                        room: string;
                        floor?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    purpose?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            areaId: number;
                            community: string | null;
                            compound: string | null;
                            building: string | null;
                            unit: string | null;
                            room: string;
                            floor: number | null;
                            /** Format: date-time */
                            contactConfirmedAt: string | null;
                            /** @enum {string} */
                            state: "open" | "closed" | "unknown";
                            doors: {
                                reportingLimit: {
                                    seconds: number;
                                    /** @enum {string} */
                                    source: "profile" | "learned" | "heartbeat";
                                    profileSeconds: number;
                                    learned: {
                                        /** Format: date-time */
                                        from: string;
                                        gaps: number;
                                        usualGapSeconds: number;
                                    } | null;
                                };
                                battery: {
                                    /** Format: date-time */
                                    emptyAt: string | null;
                                    /** Format: date-time */
                                    forecastAt: string;
                                    readings: number;
                                } | null;
                                sensor: string;
                                door: string;
                                /** @enum {string} */
                                state: "open" | "closed" | "unknown";
                                /** Format: date-time */
                                since: string;
                                coverage: number;
                            }[];
                            orders: {
                                id: number;
                                householdId: number;
                                /** Format: date-time */
                                startsAt: string;
                                /** Format: date-time */
                                endsAt: string;
                                /** Format: date-time */
                                releasedAt: string | null;
                                basis: string;
                                issuedBy: string;
                                policy: string | null;
                                policyVersion: number | null;
                                continues: number | null;
                                activation: {
                                    /** Format: date-time */
                                    activeSince: string | null;
                                    waitingFor: ("contact_phone" | "staff_channel" | "walk_test")[];
                                    override: {
                                        by: string;
                                        reason: string;
                                    } | null;
                                };
                            }[];
                            permits: {
                                id: number;
                                householdId: number | null;
                                areaId: number | null;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                /** @enum {string} */
                                reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other" | "staff_visit" | "emergency";
                                openingsMax: number;
                                goingOut: boolean;
                                note: string;
                                grantedBy: string;
                                /** Format: date-time */
                                grantedAt: string;
                                /** Format: date-time */
                                revokedAt: string | null;
                                revokedBy: string | null;
                            }[];
                            outages: {
                                id: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            fittings: {
                                id: number;
                                sensorUid: string;
                                door: string;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string | null;
                                /** Format: date-time */
                                walkTestPassedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/confirm-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            activated: number[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "none";
                        name: string;
                        phone: string;
                        /**
                         * @default zh
                         * @enum {string}
                         */
                        language?: "zh" | "en";
                    } | {
                        /** @enum {string} */
                        channel: "sms";
                        name: string;
                        phone: string;
                        /**
                         * @default zh
                         * @enum {string}
                         */
                        language?: "zh" | "en";
                    } | {
                        /** @enum {string} */
                        channel: "voice";
                        name: string;
                        phone: string;
                        /**
                         * @default zh
                         * @enum {string}
                         */
                        language?: "zh" | "en";
                    } | {
                        /** @enum {string} */
                        channel: "webhook";
                        name: string;
                        phone: string;
                        /**
                         * @default zh
                         * @enum {string}
                         */
                        language?: "zh" | "en";
                        /** Format: uri */
                        address: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            confirmationVoid: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/reveal-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            phone: string;
                            /** @enum {string} */
                            language: "zh" | "en";
                            /** @enum {string|null} */
                            channel: "sms" | "voice" | "webhook" | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    format?: "xlsx" | "csv";
                    language?: "zh" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description An area’s households with everything that a picture of its buildings shows; null when `version` holds. */
        get: {
            parameters: {
                query?: {
                    version?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            board: {
                                area: {
                                    id: number;
                                    /** @enum {string} */
                                    kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                    name: string;
                                };
                                around: {
                                    id: number;
                                    /** @enum {string} */
                                    kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                    name: string;
                                }[];
                                below: {
                                    id: number;
                                    /** @enum {string} */
                                    kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                    name: string;
                                }[];
                                isCut: boolean;
                                day: {
                                    /** Format: date-time */
                                    from: string;
                                    openings: number;
                                };
                                households: {
                                    id: number;
                                    compound: string | null;
                                    buildingId: number | null;
                                    building: string | null;
                                    unit: string | null;
                                    room: string;
                                    floor: number | null;
                                    /** @enum {string|null} */
                                    order: "active" | "waiting" | null;
                                    hasSensor: boolean;
                                    /** @enum {string} */
                                    state: "open" | "closed" | "unknown";
                                    /** Format: date-time */
                                    since: string | null;
                                    coverage: number | null;
                                    /** Format: date-time */
                                    onTestUntil: string | null;
                                    /** Format: date-time */
                                    permitUntil: string | null;
                                    alert: {
                                        id: number;
                                        kind: string;
                                        /** @enum {string} */
                                        severity: "critical" | "major" | "minor";
                                        /** @enum {string} */
                                        handling: "new" | "acknowledged";
                                        isBreach: boolean;
                                        /** Format: date-time */
                                        raisedAt: string;
                                    } | null;
                                }[];
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: string;
                    until?: string;
                    limit?: number;
                    purpose?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            openings: {
                                orderId: number;
                                sensorUid: string;
                                /** Format: date-time */
                                openedAt: string;
                                /** Format: date-time */
                                closedAt: string | null;
                                permitId: number | null;
                                explanation: unknown;
                            }[];
                            coverage: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    from: string;
                    until: string;
                    pixels?: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** Format: date-time */
                            now: string;
                            bucketMs: number;
                            readonly watched: {
                                orderId: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            readonly doors: {
                                door: string;
                                readonly sensors: string[];
                                coverage: number | null;
                                openings: number;
                                uncovered: number;
                                readonly spans: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    until: string;
                                    /** @enum {string} */
                                    state: "open" | "closed" | "unknown" | "no_sensor";
                                }[];
                                readonly buckets: {
                                    /** Format: date-time */
                                    from: string;
                                    openMs: number;
                                    closedMs: number;
                                    unknownMs: number;
                                }[];
                                readonly counts: {
                                    /** Format: date-time */
                                    from: string;
                                    openings: number;
                                    uncovered: number;
                                }[];
                            }[];
                            readonly permits: {
                                id: number;
                                /** @enum {string} */
                                reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other" | "staff_visit" | "emergency";
                                openingsMax: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            readonly outages: {
                                id: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            readonly tests: {
                                id: number;
                                sensor: string | null;
                                reason: string;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            readonly alerts: {
                                id: number;
                                kind: string;
                                /** @enum {string} */
                                severity: "critical" | "major" | "minor";
                                /** @enum {string} */
                                handling: "new" | "acknowledged" | "resolved";
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string | null;
                            }[];
                            readonly readings: {
                                /** Format: date-time */
                                at: string;
                                sensor: string;
                                batteryPercent: number | null;
                                batteryMillivolts: number | null;
                                rssi: number | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/lookers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            looks: {
                                by: string | null;
                                action: string;
                                purpose: string | null;
                                times: number;
                                /** Format: date-time */
                                firstAt: string;
                                /** Format: date-time */
                                lastAt: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/resident-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            link: {
                                madeBy: string;
                                /** Format: date-time */
                                madeAt: string;
                                /** Format: date-time */
                                expiresAt: string;
                                /** Format: date-time */
                                lastOpenedAt: string | null;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/resident-link/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            address: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/resident-link/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                    unassigned?: string;
                    state?: "stock" | "fitted" | "retired";
                    gateway?: string;
                    distrusted?: string;
                    silent?: string;
                    emptyBefore?: string;
                    model?: string;
                    firmware?: string;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sensors: {
                                reportingLimit: {
                                    seconds: number;
                                    /** @enum {string} */
                                    source: "profile" | "learned" | "heartbeat";
                                    profileSeconds: number;
                                    learned: {
                                        /** Format: date-time */
                                        from: string;
                                        gaps: number;
                                        usualGapSeconds: number;
                                    } | null;
                                };
                                battery: {
                                    /** Format: date-time */
                                    emptyAt: string | null;
                                    /** Format: date-time */
                                    forecastAt: string;
                                    readings: number;
                                } | null;
                                uid: string;
                                model: string;
                                firmware: string | null;
                                gatewayId: string | null;
                                alias: string | null;
                                /** @enum {string} */
                                state: "stock" | "fitted" | "retired";
                                reportingLimitSeconds: number;
                                /** Format: date-time */
                                revokedAt: string | null;
                                distrust: {
                                    /** Format: date-time */
                                    from: string;
                                    /** @enum {string} */
                                    cause: "unreadable" | "doubled" | "staff";
                                    reason: string;
                                    begunBy: string;
                                } | null;
                                householdId: number | null;
                                /** Format: date-time */
                                heardAt: string | null;
                                signal: {
                                    rssi: number;
                                    /** @enum {string} */
                                    verdict: "good" | "fair" | "weak";
                                } | null;
                                community: string | null;
                                compound: string | null;
                                building: string | null;
                                unit: string | null;
                                fitting: {
                                    id: number;
                                    room: string;
                                    door: string;
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    walkTestPassedAt: string | null;
                                    walkTest: {
                                        openedMs: number | null;
                                        closedMs: number | null;
                                        signal: {
                                            rssi: number;
                                            /** @enum {string} */
                                            verdict: "good" | "fair" | "weak";
                                        } | null;
                                    };
                                } | null;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        uid: string;
                        /** @default native */
                        model?: string;
                        reportingLimitSeconds?: number;
                        areaId?: number;
                        gateway?: {
                            id: string;
                            alias?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            uid: string;
                            secret: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firmware-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How many sensors of each model run which firmware. `GET /sensors` with the same `model` and `firmware` lists them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            versions: {
                                model: string;
                                firmware: string | null;
                                fitted: number;
                                stock: number;
                                retired: number;
                                /** Format: date-time */
                                heardAt: string | null;
                            }[];
                            isCut: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A sensor by its uid, which is what its label says after `menshen:`. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            reportingLimit: {
                                seconds: number;
                                /** @enum {string} */
                                source: "profile" | "learned" | "heartbeat";
                                profileSeconds: number;
                                learned: {
                                    /** Format: date-time */
                                    from: string;
                                    gaps: number;
                                    usualGapSeconds: number;
                                } | null;
                            };
                            battery: {
                                /** Format: date-time */
                                emptyAt: string | null;
                                /** Format: date-time */
                                forecastAt: string;
                                readings: number;
                            } | null;
                            uid: string;
                            model: string;
                            firmware: string | null;
                            gatewayId: string | null;
                            alias: string | null;
                            /** @enum {string} */
                            state: "stock" | "fitted" | "retired";
                            reportingLimitSeconds: number;
                            /** Format: date-time */
                            revokedAt: string | null;
                            distrust: {
                                /** Format: date-time */
                                from: string;
                                /** @enum {string} */
                                cause: "unreadable" | "doubled" | "staff";
                                reason: string;
                                begunBy: string;
                            } | null;
                            householdId: number | null;
                            /** Format: date-time */
                            heardAt: string | null;
                            signal: {
                                rssi: number;
                                /** @enum {string} */
                                verdict: "good" | "fair" | "weak";
                            } | null;
                            community: string | null;
                            compound: string | null;
                            building: string | null;
                            unit: string | null;
                            fitting: {
                                id: number;
                                room: string;
                                door: string;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                walkTestPassedAt: string | null;
                                walkTest: {
                                    openedMs: number | null;
                                    closedMs: number | null;
                                    signal: {
                                        rssi: number;
                                        /** @enum {string} */
                                        verdict: "good" | "fair" | "weak";
                                    } | null;
                                };
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a sensor that is on no door out of use for good. Its secret is revoked. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/distrust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A sensor that misbehaves is not believed from now on: what it says is stored and proves nothing, its door is unknown, and staff are alerted once, until somebody trusts it again. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The sensor is believed again from now on. What it said meanwhile is not judged, and its door is unknown until it speaks. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a sensor another secret, and the old one stops working. One that was revoked may speak again; one that was retired is back in stock, with its history. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            uid: string;
                            secret: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    format?: "xlsx" | "csv";
                    language?: "zh" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a native sensor is told: its settings, and the command that waits for it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            heartbeatSeconds: number | null;
                            led: boolean | null;
                            reportClosings: boolean | null;
                            command: {
                                /** @enum {string} */
                                command: "locate" | "test" | "reboot";
                                /** Format: date-time */
                                at: string;
                            } | null;
                            heartbeatSecondsMax: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** @description Sets a native sensor’s heartbeat, its light, and whether it reports closings; what is absent stays as it is. A sensor that sleeps is told when it next connects. Its reporting limit grows with a longer heartbeat at once, and a heartbeat that the limit cannot bear is refused. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        heartbeatSeconds?: number;
                        led?: boolean;
                        reportClosings?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{uid}/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Has a native sensor show itself, say a test message, or start anew, once. One that sleeps does it when it next connects; after an hour it is given up. A command takes the place of one that still waits. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        command: "locate" | "test" | "reboot";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/label-formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            formats: {
                                /** @enum {string} */
                                name: "a4_24" | "a4_21" | "a4_40" | "a4_65" | "roll_50x30" | "roll_40x30" | "roll_62x29";
                                /** @enum {string} */
                                paper: "a4" | "roll";
                                widthMillimetres: number;
                                heightMillimetres: number;
                                perSheet: number;
                                source: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Labels for sensors in stock, by their names, as a PDF in real size: a QR code that claims the sensor, the same to type, and the model. Nothing secret is on them. It is written down. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        format: "a4_24" | "a4_21" | "a4_40" | "a4_65" | "roll_50x30" | "roll_40x30" | "roll_62x29";
                        /** @default 1 */
                        start?: number;
                        uids?: string[];
                        /** @default  */
                        search?: string;
                    };
                };
            };
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            gateways: {
                                id: string;
                                adapter: string;
                                baseTopic: string;
                                /** @enum {string} */
                                state: "online" | "offline" | "unknown";
                                /** Format: date-time */
                                stateAt: string | null;
                                /** Format: date-time */
                                revokedAt: string | null;
                                area: string | null;
                                /** Format: date-time */
                                heardAt: string | null;
                                sensors: {
                                    fitted: number;
                                    unassigned: number;
                                    stock: number;
                                    retired: number;
                                };
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                        /** @description Whose language it speaks: zigbee2mqtt, chirpstack, the-things-stack, tasmota, esphome, shelly-gen1, shelly, theengs, homeassistant, homie, tuya, onenet, alibaba, ctwing, huawei, json. */
                        adapter: string;
                        baseTopic: string;
                        areaId?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            secret: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A gateway. What it has announced are its sensors: `GET /sensors?gateway=`. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            adapter: string;
                            baseTopic: string;
                            /** @enum {string} */
                            state: "online" | "offline" | "unknown";
                            /** Format: date-time */
                            stateAt: string | null;
                            /** Format: date-time */
                            revokedAt: string | null;
                            area: string | null;
                            /** Format: date-time */
                            heardAt: string | null;
                            sensors: {
                                fitted: number;
                                unassigned: number;
                                stock: number;
                                retired: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a gateway another secret, and the old one stops working. One that was revoked or retired may speak again; its retired sensors come back one by one. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            secret: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A gateway may speak no more. It counts as offline from now on: the doors behind it are unknown, and one alert says so. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a gateway out of use, with its sensors in stock; refused while one of its sensors is on a door. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sensors: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What has been said of the products behind a gateway: which property is the door, and what its values mean. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            mappings: {
                                mapping: {
                                    product: string;
                                    door: {
                                        path: string;
                                        open: (string | number | boolean)[];
                                        closed: (string | number | boolean)[];
                                    };
                                    battery: {
                                        path: string;
                                        /** @enum {string} */
                                        unit: "percent" | "millivolts" | "volts";
                                    } | null;
                                    tamper: {
                                        path: string;
                                        tampered: (string | number | boolean)[];
                                        inPlace: (string | number | boolean)[];
                                    } | null;
                                    time: {
                                        path: string;
                                        /** @enum {string} */
                                        unit: "seconds" | "milliseconds" | "iso8601" | "any";
                                    } | null;
                                    device: string | null;
                                    periodic: {
                                        path: string;
                                        values: (string | number | boolean)[];
                                    } | null;
                                };
                                /** Format: date-time */
                                changedAt: string;
                                changedBy: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** @description Says which property of a product is its door, and what its values mean, in place of what was said before. It holds for what arrives from a few seconds later on; `POST /gateways/{id}/try-message` shows beforehand what it would make of a message. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        mapping: {
                            product: string;
                            door: {
                                path: string;
                                open: (string | number | boolean)[];
                                closed: (string | number | boolean)[];
                            };
                            battery: {
                                path: string;
                                /** @enum {string} */
                                unit: "percent" | "millivolts" | "volts";
                            } | null;
                            tamper: {
                                path: string;
                                tampered: (string | number | boolean)[];
                                inPlace: (string | number | boolean)[];
                            } | null;
                            time: {
                                path: string;
                                /** @enum {string} */
                                unit: "seconds" | "milliseconds" | "iso8601" | "any";
                            } | null;
                            device: string | null;
                            periodic: {
                                path: string;
                                values: (string | number | boolean)[];
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/mappings/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes back what was said of a product; its messages are rejected as unmapped from then on. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        product: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gateways/{id}/try-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads a message as if this gateway had just sent it, with a mapping that need not be stored yet, and explains what it saw and what would be recorded. Nothing is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        topic: string;
                        payload: string;
                        /**
                         * @default text
                         * @enum {string}
                         */
                        encoding?: "text" | "base64" | "hex";
                        /** @default false */
                        retain?: boolean;
                        mapping?: {
                            product: string;
                            door: {
                                path: string;
                                open: (string | number | boolean)[];
                                closed: (string | number | boolean)[];
                            };
                            battery: {
                                path: string;
                                /** @enum {string} */
                                unit: "percent" | "millivolts" | "volts";
                            } | null;
                            tamper: {
                                path: string;
                                tampered: (string | number | boolean)[];
                                inPlace: (string | number | boolean)[];
                            } | null;
                            time: {
                                path: string;
                                /** @enum {string} */
                                unit: "seconds" | "milliseconds" | "iso8601" | "any";
                            } | null;
                            device: string | null;
                            periodic: {
                                path: string;
                                values: (string | number | boolean)[];
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            outcome: "events" | "inventory" | "gateway" | "ignored" | "rejected";
                            steps: {
                                zh: string;
                                en: string;
                            }[];
                            events: {
                                sensor: string;
                                /** @enum {string|null} */
                                state: "stock" | "fitted" | "retired" | null;
                                kind: string;
                                /** @enum {string|null} */
                                contact: "open" | "closed" | null;
                                /** Format: date-time */
                                occurredAt: string;
                                /** @enum {string} */
                                timeSource: "age" | "device" | "gateway" | "platform" | "arrival";
                                /** @enum {string} */
                                origin: "live" | "retained" | "replay" | "history" | "simulated";
                                batteryPercent: number | null;
                                batteryMillivolts: number | null;
                                batteryLow: boolean | null;
                                tamper: boolean | null;
                                openings: number | null;
                            }[];
                            rejections: {
                                code: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sensorUid: string;
                        householdId: number;
                        /** @default front */
                        door?: string;
                        /** @default false */
                        walkTest?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings/{id}/swap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Puts another sensor in the place of a fitted one, on the same door, which is on test from then on for a walk test. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sensorUid: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings/{id}/start-walk-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Puts the door on test for a walk test, for five minutes or until it is passed. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            until: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings/{id}/walk-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a fitted sensor says while its door is on test: asked for again and again, each opening and closing is seen as it comes. None of it is recorded. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sensorUid: string;
                            householdId: number;
                            door: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            walkTestPassedAt: string | null;
                            /** Format: date-time */
                            now: string;
                            /** Format: date-time */
                            testUntil: string | null;
                            isWatched: boolean;
                            said: {
                                /** Format: date-time */
                                heardAt: string;
                                /** @enum {string|null} */
                                contact: "open" | "closed" | null;
                                /** Format: date-time */
                                contactAt: string | null;
                                openings: number | null;
                                signal: {
                                    rssi: number;
                                    /** @enum {string} */
                                    verdict: "good" | "fair" | "weak";
                                } | null;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fittings/{id}/pass-walk-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default null */
                        openedMs?: number | null;
                        /** @default null */
                        closedMs?: number | null;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            activated: number[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    householdId?: number;
                    waiting?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            orders: {
                                id: number;
                                householdId: number;
                                /** Format: date-time */
                                startsAt: string;
                                /** Format: date-time */
                                endsAt: string;
                                /** Format: date-time */
                                releasedAt: string | null;
                                basis: string;
                                issuedBy: string;
                                policy: string | null;
                                policyVersion: number | null;
                                continues: number | null;
                                activation: {
                                    /** Format: date-time */
                                    activeSince: string | null;
                                    waitingFor: ("contact_phone" | "staff_channel" | "walk_test")[];
                                    override: {
                                        by: string;
                                        reason: string;
                                    } | null;
                                };
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        householdId: number;
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                        basis: string;
                        /** @default null */
                        policy?: string | null;
                        override?: {
                            reason: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            activation: {
                                /** Format: date-time */
                                activeSince: string | null;
                                waitingFor: ("contact_phone" | "staff_channel" | "walk_test")[];
                                override: {
                                    by: string;
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            householdId: number;
                            /** Format: date-time */
                            startsAt: string;
                            /** Format: date-time */
                            endsAt: string;
                            /** Format: date-time */
                            releasedAt: string | null;
                            basis: string;
                            issuedBy: string;
                            policy: string | null;
                            policyVersion: number | null;
                            continues: number | null;
                            activation: {
                                /** Format: date-time */
                                activeSince: string | null;
                                waitingFor: ("contact_phone" | "staff_channel" | "walk_test")[];
                                override: {
                                    by: string;
                                    reason: string;
                                } | null;
                            };
                            changes: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                what: "activated" | "extended" | "continued" | "released";
                                by: string | null;
                                reason: string;
                                /** Format: date-time */
                                endsAtBefore: string | null;
                                /** Format: date-time */
                                endsAtAfter: string | null;
                                continuation: number | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        endsAt: string;
                        reason: string;
                        override?: {
                            reason: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "extended" | "continued";
                            orderId: number;
                            activation: {
                                /** Format: date-time */
                                activeSince: string | null;
                                waitingFor: ("contact_phone" | "staff_channel" | "walk_test")[];
                                override: {
                                    by: string;
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/override-activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    householdId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            permits: {
                                id: number;
                                householdId: number | null;
                                areaId: number | null;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                /** @enum {string} */
                                reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other" | "staff_visit" | "emergency";
                                openingsMax: number;
                                goingOut: boolean;
                                note: string;
                                grantedBy: string;
                                /** Format: date-time */
                                grantedAt: string;
                                /** Format: date-time */
                                revokedAt: string | null;
                                revokedBy: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default null */
                        householdId?: number | null;
                        /** @default null */
                        areaId?: number | null;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                        /** @enum {string} */
                        reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other" | "staff_visit";
                        openingsMax: number;
                        /** @default false */
                        goingOut?: boolean;
                        /** @default  */
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permits/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permit-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    show?: "waiting" | "all";
                    householdId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            requests: {
                                id: number;
                                householdId: number;
                                community: string | null;
                                compound: string | null;
                                building: string | null;
                                unit: string | null;
                                room: string;
                                /** Format: date-time */
                                askedAt: string;
                                /** @enum {string} */
                                reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other";
                                /** Format: date-time */
                                from: string | null;
                                minutes: number;
                                openingsMax: number;
                                goingOut: boolean;
                                note: string;
                                /** @enum {string|null} */
                                answer: "granted" | "declined" | null;
                                /** Format: date-time */
                                answeredAt: string | null;
                                answeredBy: string | null;
                                answerReason: string;
                                permitId: number | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permit-requests/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            permitId: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permit-requests/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            policies: {
                                id: number;
                                name: string;
                                version: number;
                                settings: {
                                    /**
                                     * @default every
                                     * @enum {string}
                                     */
                                    openingAlert: "every" | "over_limit" | "never";
                                    /** @default 0 */
                                    graceSeconds: number;
                                    /** @default 5 */
                                    openingsPerDay: number;
                                    /** @default 120 */
                                    leftOpenSeconds: number;
                                    /** @default 10 */
                                    mergeMinutes: number;
                                    /** @default 3 */
                                    residentPermitsPerDay: number;
                                    /** @default null */
                                    notOpenedHours: number | null;
                                    /** @default 0 */
                                    residentFirstSeconds: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                createdBy: string;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        settings: {
                            /**
                             * @default every
                             * @enum {string}
                             */
                            openingAlert?: "every" | "over_limit" | "never";
                            /** @default 0 */
                            graceSeconds?: number;
                            /** @default 5 */
                            openingsPerDay?: number;
                            /** @default 120 */
                            leftOpenSeconds?: number;
                            /** @default 10 */
                            mergeMinutes?: number;
                            /** @default 3 */
                            residentPermitsPerDay?: number;
                            /** @default null */
                            notOpenedHours?: number | null;
                            /** @default 0 */
                            residentFirstSeconds?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    show?: "standing" | "all";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            assignments: {
                                id: number;
                                orderId: number | null;
                                areaId: number | null;
                                policyId: number | null;
                                /** Format: date-time */
                                from: string;
                                assignedBy: string;
                                /** @enum {string} */
                                standing: "to_come" | "in_force" | "over";
                                place: string;
                                householdId: number | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        orderId: number;
                        policyId: number | null;
                    } | {
                        areaId: number;
                        policyId: number | null;
                        /** Format: date-time */
                        from?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/on-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            onTests: {
                                id: number;
                                sensorUid: string | null;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                /** Format: date-time */
                                endedAt: string | null;
                                reason: string;
                                putBy: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{id}/on-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default null */
                        sensorUid?: string | null;
                        /** @default 15 */
                        minutes?: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/on-tests/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    handling?: "new" | "acknowledged" | "resolved" | "unresolved";
                    condition?: "active" | "cleared";
                    householdId?: number;
                    areaId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alerts: {
                                id: number;
                                orderId: number | null;
                                householdId: number | null;
                                areaId: number;
                                community: string | null;
                                compound: string | null;
                                building: string | null;
                                unit: string | null;
                                room: string | null;
                                gatewayId: string | null;
                                sensorUid: string | null;
                                kind: string;
                                /** @enum {string} */
                                severity: "critical" | "major" | "minor";
                                /** @enum {string} */
                                condition: "active" | "cleared";
                                /** Format: date-time */
                                clearedAt: string | null;
                                clearedReason: string | null;
                                /** @enum {string} */
                                handling: "new" | "acknowledged" | "resolved";
                                /** Format: date-time */
                                acknowledgedAt: string | null;
                                acknowledgedBy: string | null;
                                /** Format: date-time */
                                resolvedAt: string | null;
                                resolvedBy: string | null;
                                /** @enum {string|null} */
                                outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | null;
                                note: string;
                                /** Format: date-time */
                                startedAt: string;
                                /** Format: date-time */
                                lastAt: string;
                                /** Format: date-time */
                                raisedAt: string;
                                count: number;
                                late: boolean;
                                mergedInto: number | null;
                                heldBy: number | null;
                                /** Format: date-time */
                                silencedUntil: string | null;
                                explanation: unknown;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alert: {
                                id: number;
                                orderId: number | null;
                                householdId: number | null;
                                areaId: number;
                                community: string | null;
                                compound: string | null;
                                building: string | null;
                                unit: string | null;
                                room: string | null;
                                gatewayId: string | null;
                                sensorUid: string | null;
                                kind: string;
                                /** @enum {string} */
                                severity: "critical" | "major" | "minor";
                                /** @enum {string} */
                                condition: "active" | "cleared";
                                /** Format: date-time */
                                clearedAt: string | null;
                                clearedReason: string | null;
                                /** @enum {string} */
                                handling: "new" | "acknowledged" | "resolved";
                                /** Format: date-time */
                                acknowledgedAt: string | null;
                                acknowledgedBy: string | null;
                                /** Format: date-time */
                                resolvedAt: string | null;
                                resolvedBy: string | null;
                                /** @enum {string|null} */
                                outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | null;
                                note: string;
                                /** Format: date-time */
                                startedAt: string;
                                /** Format: date-time */
                                lastAt: string;
                                /** Format: date-time */
                                raisedAt: string;
                                count: number;
                                late: boolean;
                                mergedInto: number | null;
                                heldBy: number | null;
                                /** Format: date-time */
                                silencedUntil: string | null;
                                explanation: unknown;
                            };
                            log: {
                                /** Format: date-time */
                                at: string;
                                what: string;
                                by: string | null;
                                detail: unknown;
                            }[];
                            notifications: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "on_site" | "police";
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            orderId: number | null;
                            householdId: number | null;
                            areaId: number;
                            community: string | null;
                            compound: string | null;
                            building: string | null;
                            unit: string | null;
                            room: string | null;
                            gatewayId: string | null;
                            sensorUid: string | null;
                            kind: string;
                            /** @enum {string} */
                            severity: "critical" | "major" | "minor";
                            /** @enum {string} */
                            condition: "active" | "cleared";
                            /** Format: date-time */
                            clearedAt: string | null;
                            clearedReason: string | null;
                            /** @enum {string} */
                            handling: "new" | "acknowledged" | "resolved";
                            /** Format: date-time */
                            acknowledgedAt: string | null;
                            acknowledgedBy: string | null;
                            /** Format: date-time */
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @enum {string|null} */
                            outcome: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | null;
                            note: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            /** Format: date-time */
                            raisedAt: string;
                            count: number;
                            late: boolean;
                            mergedInto: number | null;
                            heldBy: number | null;
                            /** Format: date-time */
                            silencedUntil: string | null;
                            explanation: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/response-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    from: string;
                    until: string;
                    areaId?: number;
                    by?: "area" | "kind" | "severity" | "shift";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            by: "area" | "kind" | "severity" | "shift";
                            all: {
                                alerts: number;
                                notified: number;
                                acknowledged: number;
                                resolved: number;
                                unanswered: number;
                                apart: {
                                    merged: number;
                                    held: number;
                                    test: number;
                                    byItself: number;
                                };
                                notifySeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                                acknowledgeSeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                                resolveSeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                            };
                            groups: {
                                alerts: number;
                                notified: number;
                                acknowledged: number;
                                resolved: number;
                                unanswered: number;
                                apart: {
                                    merged: number;
                                    held: number;
                                    test: number;
                                    byItself: number;
                                };
                                notifySeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                                acknowledgeSeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                                resolveSeconds: {
                                    p50: number;
                                    p90: number;
                                    p99: number;
                                    max: number;
                                } | null;
                                key: string;
                                area: {
                                    id: number;
                                    /** @enum {string} */
                                    kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                    name: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a shift hands over to the next: of the area at the shift’s end, or now while it lasts. */
        get: {
            parameters: {
                query?: {
                    rosterId?: number;
                    at?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            area: {
                                id: number;
                                /** @enum {string} */
                                kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                name: string;
                            };
                            timeZone: string;
                            roster: {
                                id: number;
                                name: string;
                                /** @enum {string} */
                                level: "grid_worker" | "duty_desk" | "street_office";
                            } | null;
                            shift: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                staff: {
                                    id: number;
                                    displayName: string;
                                }[];
                            };
                            next: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                staff: {
                                    id: number;
                                    displayName: string;
                                }[];
                            } | null;
                            /** Format: date-time */
                            asOf: string;
                            open: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    id: number;
                                    kind: string;
                                    /** @enum {string} */
                                    severity: "critical" | "major" | "minor";
                                    /** @enum {string} */
                                    condition: "active" | "cleared";
                                    /** Format: date-time */
                                    raisedAt: string;
                                    heldBy: string | null;
                                }[];
                                isCut: boolean;
                            };
                            decisions: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    /** Format: date-time */
                                    at: string;
                                    by: string;
                                    kind: string;
                                    /** @enum {string} */
                                    what: "resolved" | "dispatched";
                                    /** @enum {string} */
                                    choice: "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test" | "on_site" | "police";
                                    note: string;
                                }[];
                                isCut: boolean;
                            };
                            tests: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    sensor: string | null;
                                    reason: string;
                                    by: string;
                                    /** Format: date-time */
                                    until: string;
                                }[];
                                isCut: boolean;
                            };
                            silences: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    readonly kinds: string[] | null;
                                    reason: string;
                                    by: string;
                                    /** Format: date-time */
                                    until: string;
                                }[];
                                isCut: boolean;
                            };
                            permits: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    /** @enum {string} */
                                    reason: "delivery" | "rubbish" | "nucleic_acid_test" | "medical" | "other" | "staff_visit" | "emergency";
                                    openingsMax: number;
                                    by: string;
                                    /** Format: date-time */
                                    until: string;
                                }[];
                                isCut: boolean;
                            };
                            silent: {
                                readonly rows: {
                                    householdId: number | null;
                                    area: string;
                                    building: string | null;
                                    unit: string | null;
                                    room: string | null;
                                    sensor: string;
                                    /** Format: date-time */
                                    since: string;
                                }[];
                                isCut: boolean;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/handover.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    rosterId?: number;
                    at?: string;
                    language?: "zh" | "en";
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/handover.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    rosterId?: number;
                    at?: string;
                    language?: "zh" | "en";
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    format?: "xlsx" | "csv";
                    language?: "zh" | "en";
                    timeZone?: string;
                };
                header?: never;
                path: {
                    table: "alerts" | "orders" | "sensors" | "stock" | "staff" | "audit";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contactPoints: {
                                id: number;
                                areaId: number | null;
                                staffId: number | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                signed: boolean;
                                /** @enum {string} */
                                severityMin: "critical" | "major" | "minor";
                                place: number;
                                /** Format: date-time */
                                disabledAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "webhook";
                        /** Format: uri */
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: string;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "email";
                        /** Format: email */
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: string;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "dingtalk";
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: string;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "wecom";
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: unknown;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "feishu";
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: string;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "sms";
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: unknown;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    } | {
                        /** @enum {string} */
                        channel: "voice";
                        target: string;
                        areaId?: number;
                        staffId?: number;
                        secret?: unknown;
                        /**
                         * @default minor
                         * @enum {string}
                         */
                        severityMin?: "critical" | "major" | "minor";
                        /** @default 100 */
                        place?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact-points/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            delivery: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    failed?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipt-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @enum {string} */
                                channel: "sms" | "voice";
                                path: string;
                                url: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalation-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    areaId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            policies: {
                                areaId: number;
                                name: string;
                                /** @default null */
                                readonly kinds: string[] | null;
                                /** @default null */
                                readonly severities: ("critical" | "major" | "minor")[] | null;
                                readonly steps: {
                                    /** @enum {string} */
                                    level: "grid_worker" | "duty_desk" | "street_office";
                                    afterMs: number;
                                    /** @default null */
                                    readonly channels: ("webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push")[] | null;
                                }[];
                                /** @default 600000 */
                                repeatMs: number;
                                /** @default 43200000 */
                                repeatedMsMax: number;
                                /** @default 1800000 */
                                handlingMs: number;
                                id: number;
                                createdBy: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                endedAt: string | null;
                            }[];
                            next: number | null;
                            defaults: {
                                readonly steps: {
                                    /** @enum {string} */
                                    level: "grid_worker" | "duty_desk" | "street_office";
                                    afterMs: number;
                                    /** @default null */
                                    readonly channels: ("webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push")[] | null;
                                }[];
                                /** @default 600000 */
                                repeatMs: number;
                                /** @default 43200000 */
                                repeatedMsMax: number;
                                /** @default 1800000 */
                                handlingMs: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        areaId: number;
                        name: string;
                        /** @default null */
                        readonly kinds?: string[] | null;
                        /** @default null */
                        readonly severities?: ("critical" | "major" | "minor")[] | null;
                        readonly steps: {
                            /** @enum {string} */
                            level: "grid_worker" | "duty_desk" | "street_office";
                            afterMs: number;
                            /** @default null */
                            readonly channels?: ("webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push")[] | null;
                        }[];
                        /** @default 600000 */
                        repeatMs?: number;
                        /** @default 43200000 */
                        repeatedMsMax?: number;
                        /** @default 1800000 */
                        handlingMs?: number;
                        /** @default null */
                        replaces?: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalation-policies/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    areaId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            silences: {
                                areaId: number;
                                /** @default null */
                                householdId: number | null;
                                /** @default null */
                                readonly kinds: string[] | null;
                                reason: string;
                                id: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                createdBy: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                endedAt: string | null;
                                endedBy: string | null;
                                /** @enum {string} */
                                standing: "coming" | "running" | "over";
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        areaId: number;
                        /** @default null */
                        householdId?: number | null;
                        /** @default null */
                        readonly kinds?: string[] | null;
                        reason: string;
                        /** Format: date-time */
                        from?: string | null;
                        /** Format: date-time */
                        until?: string;
                        minutes?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/silences/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            staff: {
                                id: number;
                                username: string;
                                displayName: string;
                                /** Format: date-time */
                                disabledAt: string | null;
                                roles: {
                                    /** @enum {string} */
                                    role: "viewer" | "grid_worker" | "duty_officer" | "installer" | "admin" | "auditor";
                                    areaId: number;
                                }[];
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        displayName: string;
                        password: string;
                        roles: {
                            /** @enum {string} */
                            role: "viewer" | "grid_worker" | "duty_officer" | "installer" | "admin" | "auditor";
                            areaId: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveries: {
                                id: number;
                                alertId: number | null;
                                staffId: number | null;
                                staffName: string | null;
                                /** @enum {string} */
                                channel: "webhook" | "email" | "dingtalk" | "wecom" | "feishu" | "sms" | "voice" | "web_push";
                                target: string;
                                reason: string;
                                /** Format: date-time */
                                queuedAt: string;
                                /** Format: date-time */
                                dueAt: string;
                                attempts: number;
                                readonly tries: {
                                    number: number;
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "retry" | "throttled" | "failed";
                                    answer: string | null;
                                    reference: string | null;
                                }[];
                                lastError: string | null;
                                /** Format: date-time */
                                sentAt: string | null;
                                /** Format: date-time */
                                deliveredAt: string | null;
                                /** Format: date-time */
                                fellBackAt: string | null;
                                /** Format: date-time */
                                failedAt: string | null;
                                /** Format: date-time */
                                cancelledAt: string | null;
                                digestId: number | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        displayName?: string;
                        disabled?: boolean;
                        roles?: {
                            /** @enum {string} */
                            role: "viewer" | "grid_worker" | "duty_officer" | "installer" | "admin" | "auditor";
                            areaId: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejected-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rejectedMessages: {
                                id: number;
                                /** Format: date-time */
                                receivedAt: string;
                                clientId: string;
                                topic: string;
                                payloadBase64: string;
                                code: string;
                                detail: string;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    householdId?: number;
                    staffId?: number;
                    what?: "looks" | "acts";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            audit: {
                                id: number;
                                /** Format: date-time */
                                at: string;
                                staffId: number | null;
                                username: string | null;
                                displayName: string | null;
                                action: string;
                                householdId: number | null;
                                areaId: number | null;
                                place: string | null;
                                purpose: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/back-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backTests: {
                                id: number;
                                areaId: number;
                                place: string;
                                timeZone: string;
                                startedBy: string;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                settings: {
                                    /**
                                     * @default every
                                     * @enum {string}
                                     */
                                    openingAlert: "every" | "over_limit" | "never";
                                    /** @default 0 */
                                    graceSeconds: number;
                                    /** @default 5 */
                                    openingsPerDay: number;
                                    /** @default 120 */
                                    leftOpenSeconds: number;
                                    /** @default 10 */
                                    mergeMinutes: number;
                                    /** @default 3 */
                                    residentPermitsPerDay: number;
                                    /** @default null */
                                    notOpenedHours: number | null;
                                    /** @default 0 */
                                    residentFirstSeconds: number;
                                };
                                /** @enum {string} */
                                state: "queued" | "running" | "done" | "failed" | "cancelled";
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                endedAt: string | null;
                                ordersDone: number;
                                ordersAll: number;
                                events: number;
                                failure: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        areaId: number;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                        settings: {
                            /**
                             * @default every
                             * @enum {string}
                             */
                            openingAlert?: "every" | "over_limit" | "never";
                            /** @default 0 */
                            graceSeconds?: number;
                            /** @default 5 */
                            openingsPerDay?: number;
                            /** @default 120 */
                            leftOpenSeconds?: number;
                            /** @default 10 */
                            mergeMinutes?: number;
                            /** @default 3 */
                            residentPermitsPerDay?: number;
                            /** @default null */
                            notOpenedHours?: number | null;
                            /** @default 0 */
                            residentFirstSeconds?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/back-tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            areaId: number;
                            place: string;
                            timeZone: string;
                            startedBy: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            settings: {
                                /**
                                 * @default every
                                 * @enum {string}
                                 */
                                openingAlert: "every" | "over_limit" | "never";
                                /** @default 0 */
                                graceSeconds: number;
                                /** @default 5 */
                                openingsPerDay: number;
                                /** @default 120 */
                                leftOpenSeconds: number;
                                /** @default 10 */
                                mergeMinutes: number;
                                /** @default 3 */
                                residentPermitsPerDay: number;
                                /** @default null */
                                notOpenedHours: number | null;
                                /** @default 0 */
                                residentFirstSeconds: number;
                            };
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            endedAt: string | null;
                            ordersDone: number;
                            ordersAll: number;
                            events: number;
                            failure: string | null;
                            result: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                days: number;
                                orders: number;
                                ordersTooLong: number;
                                households: number;
                                events: number;
                                alerts: {
                                    before: number;
                                    after: number;
                                };
                                alertsPerDay: {
                                    before: number;
                                    after: number;
                                };
                                byDay: {
                                    before: number;
                                    after: number;
                                    day: string;
                                }[];
                                /** @default [] */
                                byDayAndKind: {
                                    before: number;
                                    after: number;
                                    day: string;
                                    kind: string;
                                }[];
                                byHour: {
                                    before: number;
                                    after: number;
                                    hour: number;
                                }[];
                                byBuilding: {
                                    before: number;
                                    after: number;
                                    areaId: number;
                                    name: string;
                                }[];
                                buildingsLeftOut: number;
                                byKind: {
                                    before: number;
                                    after: number;
                                    kind: string;
                                }[];
                                householdsAffected: {
                                    before: number;
                                    after: number;
                                };
                                notices: {
                                    before: number;
                                    after: number;
                                };
                                alertsTakenBack: number;
                                breachesConfirmed: number;
                                breachesMissed: {
                                    alertId: number;
                                    householdId: number;
                                    kind: string;
                                    /** Format: date-time */
                                    startedAt: string;
                                }[];
                                breachesMissedLeftOut: number;
                                seconds: number;
                                eventsPerSecond: number;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            outages: {
                                id: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/handlers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            staff: {
                                id: number;
                                displayName: string;
                            }[];
                            isCut: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                    areaId?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rosters: {
                                id: number;
                                areaId: number;
                                name: string;
                                /** @enum {string} */
                                level: "grid_worker" | "duty_desk" | "street_office";
                                timeZone: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                endedAt: string | null;
                                fallback: {
                                    id: number;
                                    displayName: string;
                                }[];
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        areaId: number;
                        name: string;
                        /** @enum {string} */
                        level: "grid_worker" | "duty_desk" | "street_office";
                        fallback: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            areaId: number;
                            name: string;
                            /** @enum {string} */
                            level: "grid_worker" | "duty_desk" | "street_office";
                            timeZone: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            endedAt: string | null;
                            fallback: {
                                id: number;
                                displayName: string;
                            }[];
                            shifts: {
                                id: number;
                                staffId: number;
                                weekdays: number[];
                                from: string;
                                until: string;
                                validFrom: string;
                                validUntil: string | null;
                            }[];
                            exceptions: {
                                id: number;
                                /** @enum {string} */
                                kind: "absent" | "extra" | "swap";
                                staffId: number;
                                substituteId: number | null;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                reason: string;
                                by: string;
                            }[];
                            people: {
                                id: number;
                                displayName: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact-points/{id}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        place?: number;
                        /** @enum {string} */
                        severityMin?: "critical" | "major" | "minor";
                        disabled?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        fallback?: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        staffId: number;
                        weekdays: number[];
                        from: string;
                        until: string;
                        validFrom: string;
                        /** @default null */
                        validUntil?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lastDay: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "absent";
                        staffId: number;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                        reason: string;
                    } | {
                        /** @enum {string} */
                        kind: "extra";
                        staffId: number;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                        reason: string;
                    } | {
                        /** @enum {string} */
                        kind: "swap";
                        staffId: number;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                        reason: string;
                        substituteId: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-exceptions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name of your own for this one change, best a random UUID. Sent again within 48 hours with the same key, the request changes nothing and gets the first answer; another request with it is refused (request.key_reused). */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/on-duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    at?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            source: "shift" | "fallback";
                            staff: {
                                id: number;
                                displayName: string;
                            }[];
                            /** Format: date-time */
                            until: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    from: string;
                    until: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            timeZone: string;
                            stretches: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                                /** @enum {string} */
                                source: "shift" | "fallback";
                                isGap: boolean;
                                staff: {
                                    id: number;
                                    displayName: string;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What happened within an area on a day of its own clock: places, no person. Without a day, the day before until noon, then today so far. */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            area: {
                                id: number;
                                /** @enum {string} */
                                kind: "city" | "district" | "street" | "community" | "compound" | "building" | "unit";
                                name: string;
                            };
                            day: string;
                            timeZone: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** Format: date-time */
                            asOf: string;
                            isSoFar: boolean;
                            households: {
                                watched: number;
                                began: number;
                                expired: number;
                                released: number;
                                waiting: number;
                                erased: number;
                            };
                            coverage: {
                                share: number | null;
                                households: number;
                                margin: number | null;
                            };
                            openings: {
                                readonly hours: {
                                    /** Format: date-time */
                                    from: string;
                                    permitted: number;
                                    unpermitted: number;
                                    test: number;
                                }[];
                                missed: number;
                                openAtStart: number;
                                openAtEnd: number;
                            };
                            alerts: {
                                all: {
                                    alerts: number;
                                    notified: number;
                                    acknowledged: number;
                                    resolved: number;
                                    unanswered: number;
                                    apart: {
                                        merged: number;
                                        held: number;
                                        test: number;
                                        byItself: number;
                                    };
                                    notifySeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                    acknowledgeSeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                    resolveSeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                };
                                readonly severities: {
                                    alerts: number;
                                    notified: number;
                                    acknowledged: number;
                                    resolved: number;
                                    unanswered: number;
                                    apart: {
                                        merged: number;
                                        held: number;
                                        test: number;
                                        byItself: number;
                                    };
                                    notifySeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                    acknowledgeSeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                    resolveSeconds: {
                                        p50: number;
                                        p90: number;
                                        p99: number;
                                        max: number;
                                    } | null;
                                    key: string;
                                }[];
                                readonly standings: {
                                    kind: string;
                                    /** @enum {string} */
                                    severity: "critical" | "major" | "minor";
                                    /** @enum {string} */
                                    standing: "new" | "acknowledged" | "breach_confirmed" | "permitted" | "false_alarm" | "emergency" | "equipment" | "test";
                                    alerts: number;
                                }[];
                            };
                            blind: {
                                households: number;
                                noSensor: number;
                                silent: number;
                                onTest: number;
                                isBlind: number;
                                readonly listed: {
                                    id: number;
                                    building: string | null;
                                    unit: string | null;
                                    room: string;
                                    noSensorMs: number;
                                    silentMs: number;
                                    onTestMs: number;
                                    isBlind: boolean;
                                }[];
                            };
                            readonly outages: {
                                id: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/daily.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    day?: string;
                    language?: "zh" | "en";
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{id}/reports/daily.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    day?: string;
                    language?: "zh" | "en";
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            message: string;
                            details?: {
                                [key: string]: unknown;
                            };
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "alive";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ready: boolean;
                            problems: string[];
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ready: boolean;
                            problems: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/canaryz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            canary: boolean;
                            secondsSinceSuccess: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
