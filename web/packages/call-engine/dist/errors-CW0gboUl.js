// src/constants.ts
var e = {
	ERROR: "onError",
	SDK_READY: "sdkReady",
	KICKED_OUT: "onKickedOut",
	ON_CALL_RECEIVED: "onCallReceived",
	ON_CALL_BEGIN: "onCallBegin",
	ON_CALL_END: "onCallEnd",
	CALLING_END: "onCallEnd",
	ON_CALL_NOT_CONNECTED: "onCallNotConnected",
	ON_CALL_CANCELED: "onCallCanceled",
	ON_USER_INVITING: "onUserInviting",
	USER_ACCEPT: "onUserAccept",
	USER_ENTER: "onUserEnter",
	USER_LEAVE: "onUserLeave",
	REJECT: "onReject",
	NO_RESP: "onNoResp",
	LINE_BUSY: "onLineBusy",
	USER_VIDEO_AVAILABLE: "onUserVideoAvailable",
	USER_AUDIO_AVAILABLE: "onUserAudioAvailable",
	USER_VOICE_VOLUME: "onUserVoiceVolume",
	ON_USER_NETWORK_QUALITY_CHANGED: "onUserNetworkQualityChanged",
	DEVICED_UPDATED: "onDeviceUpdated",
	CALL_TYPE_CHANGED: "onCallTypeChanged"
}, t = {
	CALL_CHANGED: "ringline.callChanged",
	PRESENCE: "ringline.presence",
	CONNECTION: "ringline.connection",
	MEDIA: "ringline.media"
}, n = {
	UNKNOWN: 0,
	AUDIO: 1,
	VIDEO: 2
}, r = {
	AUDIO_CALL: 1,
	VIDEO_CALL: 2
}, i = {
	UNKNOWN: "unknown",
	CALLER: "caller",
	CALLEE: "callee"
}, a = {
	IDLE: "idle",
	CALLING: "calling",
	CONNECTED: "connected"
}, o = {
	UNKNOWN: 0,
	HANGUP: 1,
	REJECT: 2,
	NO_RESPONSE: 3,
	OFFLINE: 4,
	LINE_BUSY: 5,
	CANCELED: 6,
	OTHER_DEVICE_ACCEPTED: 7,
	OTHER_DEVICE_REJECT: 8,
	END_BY_SERVER: 9
}, s = {
	UNKNOWN: 0,
	EXCELLENT: 1,
	GOOD: 2,
	AVERAGE: 3,
	POOR: 4,
	VERY_BAD: 5,
	DISCONNECTED: 6
}, c = {
	PACKAGE_NOT_SUPPORTED: -1002,
	PERMISSION_DENIED: -1101,
	GET_DEVICE_LIST_FAIL: -1102,
	INIT_FAIL: -1201,
	PARAM_INVALID: -1202,
	REQUEST_REFUSED: -1203,
	REQUEST_REPEATED: -1204,
	SIGNALING_SEND_FAIL: -1406,
	CAMERA_START_FAIL: -1301,
	MICROPHONE_START_FAIL: -1302,
	CAMERA_OCCUPIED: -1316,
	MICROPHONE_OCCUPIED: -1319,
	ENTER_ROOM_FAIL: -3301,
	NO_NETWORK: 2805,
	NO_MICROPHONE: 60003,
	NO_CAMERA: 60004,
	INSECURE_PAGE: 3e4,
	NOT_LOGGED_IN: 6014,
	USERSIG_EXPIRED: 6206,
	USERSIG_MALFORMED: 70003,
	USERSIG_WRONG: 70009,
	USERSIG_OTHER_USER: 70013,
	USERSIG_OTHER_APP: 70014,
	UNKNOWN_APP: 70020,
	SERVER_INTERNAL: 101001,
	SERVER_PARAM_INVALID: 101002,
	CALL_NOT_FOUND: 101004,
	UNKNOWN: 65535
}, l = class extends Error {
	name = "CallError";
	code;
	word;
	constructor(e, t, n = "", r) {
		super(t, r), this.code = e, this.word = n;
	}
	get final() {
		return this.word !== "" && this.code !== c.SERVER_INTERNAL;
	}
}, u = {
	1001: ["invalid", c.SERVER_PARAM_INVALID],
	1002: ["not_found", c.CALL_NOT_FOUND],
	1003: ["ended", c.CALL_NOT_FOUND],
	1004: ["not_invited", c.REQUEST_REFUSED],
	1005: ["not_ringing", c.REQUEST_REFUSED],
	1006: ["answered_elsewhere", c.REQUEST_REFUSED],
	1007: ["not_member", c.REQUEST_REFUSED],
	1008: ["already_member", c.REQUEST_REPEATED],
	1009: ["already_answered", c.REQUEST_REFUSED],
	1010: ["full", c.SERVER_PARAM_INVALID],
	1011: ["busy", c.REQUEST_REFUSED],
	1012: ["forbidden", c.REQUEST_REFUSED],
	1013: ["conflict", c.SERVER_INTERNAL],
	1014: ["unavailable", c.SERVER_INTERNAL],
	1015: ["internal", c.SERVER_INTERNAL],
	111: ["too_many_requests", c.SERVER_INTERNAL],
	1101: ["malformed", c.USERSIG_MALFORMED],
	1102: ["unknown_app", c.UNKNOWN_APP],
	1103: ["app_mismatch", c.USERSIG_OTHER_APP],
	1104: ["user_mismatch", c.USERSIG_OTHER_USER],
	1105: ["bad_signature", c.USERSIG_WRONG],
	1106: ["invalid_login", c.PARAM_INVALID],
	1107: ["app_disabled", c.INIT_FAIL]
};
function d(e, t) {
	let [n, r] = u[e] ?? ["", c.UNKNOWN];
	return new l(r, t || `the server refused with ${e}`, n);
}
export { i as a, s as c, r as d, n as i, t as l, d as n, a as o, o as r, c as s, l as t, e as u };

//# sourceMappingURL=errors-CW0gboUl.js.map