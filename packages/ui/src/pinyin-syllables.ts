/** Characters by what they are typed as: all that the product's catalogue of events is written with, and searched by. One may be read in two ways. */
const SYLLABLES = `ai爱 an安 bai摆 ban办般 bang帮 bao保报暴 bian便 bie别 bu不补 cai材采菜 can残餐 ce策 ceng层 chang常场 chao吵 che车
chen尘 cheng成 chong充 chu出 ci次 cun存村 da大搭答 dai代待袋 dan单 dang党 dao倒到盗道 deng灯登 di地递 dian店点电 diao调 ding定 diu丢
dong动栋东 du堵独 duan段断 dui堆 dun盾 duo多 fa发法 fan反范贩 fang房访防放 fei非飞 fen分纷 feng缝风 fu伏复扶服浮 gai盖 gang岗 gao告高 ge个隔
gong供公共工 gou狗 gu估故鼓 guan关管 guang广 gui柜规 hai害 he核河 hu户护 hua化 huai坏 huan患环 hui会毁 hun婚混 huo或活 ji及圾基急机积激记集 jia家
jian件建见间荐健 jiao较 jie解 jin进 jing井境经警 jiu就救究纠旧 ju居聚具 kai开 keng坑 kong空 kou口 kuai快 kun困 la垃落 lan栏 lao劳老 le了 lei类
li力理里 lian联 liang亮辆量 liao料 lie裂 lin邻 ling零领 liu流遛 lou楼漏露 lu路露绿 luan乱 luo落 lv绿 man满漫 mao矛猫 mei没煤 men门 mian面
min民 ming明 mu木 na纳 nan难 nian年 niu牛 nuan暖 pai牌 pao抛 pi皮 pian片骗 piao漂 ping评瓶 po破 qi期气器 qian钱 qiang墙 qie窃 qing倾情请
qiu求 quan全犬 que缺 qun群 ran染燃然 rao扰 ren人认 ru入 sa撒 sai塞 se塞色 shang上伤 she设社涉 shen申身 sheng声生 shi事使失室尸施似 shou收
shu树 shua刷 shuang双 shui水 shuo说 si似死私 song松 sui遂 sun损 suo索 ta塌 tan探摊 ti体梯题 tian天 tiao调跳 tie贴 ting停庭 tong同桶通 tou头投偷
tu土 tui推 tuo脱 wa洼 wai外 wei位卫危味微未维违 wen文问 wu务无污物屋舞 xi戏系西 xia下 xian现线险陷 xiang享响项 xiao小消 xie泄 xin信心 xing形星行 xiu修
xu序需 xuan癣 xun询 yan烟研 yang养扬 yao要 ye业夜 yi一医已异意溢疑议遗驿椅 yin姻隐饮窨音 ying影映营 yong用 you有油 yu与预淤 yuan员愿 yun运 za杂 zai在
zao噪造 zha渣诈闸 zhan占站 zhang障 zhao照 zhen阵 zheng争整政正证 zhi只志执治秩 zhong中众种 zhu住助筑 zhuang桩装 zi咨自资 zou走 zu租 zuo座`;

const READINGS = new Map<string, string[]>();
for (const [, syllable = "", characters = ""] of SYLLABLES.matchAll(/([a-z]+)(\p{Script=Han}+)/gu))
  for (const character of characters) READINGS.set(character, [...(READINGS.get(character) ?? []), syllable]);

/** The syllables that a character is read as, as they are typed; empty = it is not in the table. */
export const pinyinSyllables = (character: string): readonly string[] => READINGS.get(character) ?? [];
